package dev.quartermaster.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.simulator.protocol.Protocols;
import dev.quartermaster.simulator.script.CallLog;
import dev.quartermaster.simulator.script.FaultScript;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** All the state of one simulator: the script, the calls that arrived, and a count of requests. */
final class Stage {

    static final String PATH = "/simulator";

    private final ObjectMapper json;
    private final FaultScript faults;
    private final CallLog calls = new CallLog();
    private final AtomicLong requests = new AtomicLong();

    Stage(ObjectMapper json, Clock clock) {
        this.json = json;
        this.faults = new FaultScript(clock);
    }

    void mount(Router router) {
        new ControlRoutes(this).mount(router);
        Protocols.all(json).forEach(protocol -> new ProtocolRoutes(this, protocol).mount(router));
    }

    ObjectMapper json() {
        return json;
    }

    FaultScript faults() {
        return faults;
    }

    CallLog calls() {
        return calls;
    }

    String nextRequestId() {
        return "req_simulated_" + requests.incrementAndGet();
    }
}
