"""The ground floor: knows no word of selling."""
