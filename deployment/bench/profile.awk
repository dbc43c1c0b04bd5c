# A summary of collapsed stacks: shares of threads, of our own packages (the innermost on each stack), of the packages on top,
# and of our own classes.
function report(name, of,   key, i, best, taken) {
    printf "%s, by %s\n", title, name
    for (i = 0; i < 16; i++) {
        best = ""
        for (key in of) if (!(key in taken) && (best == "" || of[key] > of[best])) best = key
        if (best == "" || of[best] * 200 < all) break
        taken[best] = 1
        printf "  %5.1f %%  %s\n", 100 * of[best] / all, best
    }
}
function package(frame) { sub(/_\[[a-z]\]$/, "", frame); if (frame !~ /\//) return frame; sub(/\/[^\/]*$/, "", frame); return frame }
{
    count = $NF
    sub(/ [0-9]+$/, "")
    n = split($0, frames, ";")
    all += count
    thread = frames[1]
    sub(/ tid=.*/, "]", thread)
    gsub(/[0-9]+/, "N", thread)
    threads[thread] += count
    own = "(none of ours)"; type = own
    for (i = n; i > 1; i--) if (frames[i] ~ /^dev\/quartermaster\//) {
        own = package(frames[i]); type = frames[i]; sub(/\..*/, "", type); sub(/\$.*/, "", type)
        break
    }
    ours[own] += count
    types[type] += count
    top = package(frames[n])
    tops[top] += count
}
END {
    if (!all) { print title ": nothing was seen"; exit }
    report("thread", threads); report("innermost package of ours", ours); report("innermost type of ours", types); report("package on top", tops)
}
