-- For wrk: sends the body in the file of the first argument, with the headers in that of the second, and prints one line:
-- requests a second, p50 and p99 in ms, requests, errors.
wrk.method = "POST"

init = function(arguments)
    wrk.body = io.open(arguments[1]):read("*a")
    wrk.headers["Content-Type"] = "application/json"
    for line in io.lines(arguments[2]) do
        local name, value = line:match("^([^:]+): (.*)$")
        wrk.headers[name] = value
    end
end

done = function(summary, latency)
    io.write(string.format("RESULT %.0f %.2f %.2f %d %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.requests,
        summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
            + summary.errors.timeout))
end
