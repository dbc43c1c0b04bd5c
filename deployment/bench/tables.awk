# What http.sh has measured, "name key value" a line, as tables.
function shown(name, key) { return ((name, key) in value) ? value[name, key] : "-" }
function rate_of(name, key, index_) { split(shown(name, key), parts, ","); return parts[index_] == "" ? "-" : parts[index_] }
function added(name, key, index_) {
    mine = rate_of(name, key, index_); theirs = rate_of("passthrough", key, index_)
    if (mine == "-") return "-"
    if (name == "upstream" || name == "passthrough" || theirs == "-") return sprintf("%.2f", mine)
    return sprintf("%.2f (%+.2f)", mine, mine - theirs)
}

$2 == "skipped" { missing = missing " " $1; next }
!($1 in known) { known[$1] = 1; names[++n] = $1 }
{ value[$1, $2] = $3 }

END {
    print "All connections always in use. Ratio: to the pass-through of the same kind right before and after. Processor time holds"
    print "what is done behind the answer, too; memory is resident at the end; allocated is a request's share (\"-\": not known).\n"
    format = "%-20s %10s %14s %6s %8s %8s %9s %9s %11s\n"
    printf format, "", "requests/s", "lowest-highest", "ratio", "p50 ms", "p99 ms", "memory MB", "CPU us", "allocated KB"
    for (i = 1; i <= n; i++) printf format, names[i], shown(names[i], "rate"), shown(names[i], "range"), shown(names[i], "ratio"),
        shown(names[i], "p50"), shown(names[i], "p99"), shown(names[i], "memory"), shown(names[i], "cpu"), shown(names[i], "allocated")

    printf "\nRequests a second from the start of the process on, in steps of %d s; when the first was answered; what the second step\n", step
    print "reached of the final rate.\n"
    for (i = 1; i <= n; i++) if ((names[i], "curve") in value) {
        steps = split(value[names[i], "curve"], curve, ",")
        printf "%-20s", names[i]
        for (k = 1; k <= steps; k++) printf " %6s", curve[k]
        printf "   first %6s ms   second step %s\n", shown(names[i], "first"),
            ((shown(names[i], "rate") > 0) ? sprintf("%3.0f %%", 100 * curve[2] / value[names[i], "rate"]) : "-")
    }

    split(rates, all, " ")
    for (kind = 0; kind < 2; kind++) {
        title = kind ? "Streams: milliseconds to the first byte" : "Whole answers: milliseconds"
        printf "\n%s at a constant rate, from when each was to be sent; added to the pass-through in brackets; the generator's own\n", title
        print "delay at most. \"-\": that rate is above four fifths of what it reaches, or not all was answered.\n"
        printf "%-20s", ""
        for (k = 1; k in all; k++) printf " %16s %16s %7s", all[k] "/s p50", "p99", "late"
        print ""
        for (i = 1; i <= n; i++) {
            printf "%-20s", names[i]
            for (k = 1; k in all; k++) {
                key = (kind ? "streamed" : "whole") all[k]
                printf " %16s %16s %7s", added(names[i], key, 1), added(names[i], key, 2), rate_of(names[i], key, 3)
            }
            print ""
        }
    }
    if (missing) printf "\nSkipped:%s\n", missing
}
