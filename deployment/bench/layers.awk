# Collapsed stacks of the loaded service as microseconds a request, layer by layer and each sample in one of them. Wants
# used (microseconds of processor time a request, all threads) and prints what each layer adds, "name added" a line.
#
# Which layer: that of the innermost package of ours on the stack, except that
#   whatever runs in Netty, Vert.x' HTTP or RESTEasy for that package is HTTP, and the PostgreSQL client is the record's.
function layer_of(path) {
    if (path ~ /^(history|storage|cost|inference\/recording)(\/|$)/) return "record"
    if (path ~ /^(limits|credentials)(\/|$)/) return "limits"
    if (path ~ /^(routing|registry|catalog|agents|health|performance|inference\/(planning|selection))(\/|$)/) return "route"
    if (path ~ /^provider\/(http|directory)(\/|$)/) return "http"
    if (path ~ /^(api|domain|provider|media)(\/|$)/) return "read"
    return "journey"
}
{
    count = $NF
    sub(/ [0-9]+$/, "")
    n = split($0, frames, ";")
    all += count
    own = 0
    for (i = n; i > 1 && !own; i--) if (frames[i] ~ /^dev\/quartermaster\//) own = i
    http = sql = 0
    for (i = own + 1; i <= n; i++) {
        if (frames[i] ~ /^io\/(vertx\/(pgclient|sqlclient)|vertx\/(mutiny\/)?sqlclient)/) sql = 1
        if (frames[i] ~ /^(io\/netty\/|io\/vertx\/core\/(http|net)\/|org\/jboss\/resteasy\/)/) http = 1
    }
    if (sql) layer = "record"
    else if (frames[1] ~ /Compiler|GC Thread|G1|^\[VM |^\[C[12] |^\[GC|Sweeper|Conc/) layer = "machine"
    else if (own && !http) {
        path = frames[own]; sub(/^dev\/quartermaster\//, "", path); sub(/\/[^\/]*$/, "", path)
        layer = layer_of(path)
    }
    else if (frames[1] ~ /journal|history/) layer = "record"
    else if (http || frames[1] ~ /eventloop/) layer = "http"
    else layer = "other"
    samples[layer] += count
}
END {
    order = split("http read route limits journey record machine other", layers, " ")
    for (i = 1; i <= order; i++) print layers[i], all ? used * samples[layers[i]] / all : 0
}
