# Puts the values of a site in the place of @NAME@. A line with @PORT@ or @ADDRESS@ is written for each of them.

function value(name) {
    if (name in site) return site[name]
    printf "%s is missing in %s\n", name, file > "/dev/stderr"
    failed = 1
    exit 1
}

function filled(line,    done) {
    while (match(line, /@[A-Z_]+@/)) {
        done = done substr(line, 1, RSTART - 1) value(substr(line, RSTART + 1, RLENGTH - 2))
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}

function for_each(name, list,    words, count, i) {
    count = split(value(list), words, " ")
    for (i = 1; i <= count; i++) {
        site[name] = words[i]
        print filled($0)
    }
    delete site[name]
}

BEGIN {
    while ((getline pair < file) > 0) {
        at = index(pair, "=")
        if (pair ~ /^[A-Z_]+=/) site[substr(pair, 1, at - 1)] = substr(pair, at + 1)
    }
}

/@PORT@/ { for_each("PORT", "PORTS"); next }
/@ADDRESS@/ { for_each("ADDRESS", "ADDRESSES"); next }
{ print filled($0) }
