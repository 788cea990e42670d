"""Notes that several people write at once; every update is recorded before it is sent on."""
