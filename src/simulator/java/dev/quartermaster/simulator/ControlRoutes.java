package dev.quartermaster.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.simulator.script.CallLog.Count;
import dev.quartermaster.simulator.script.CallLog.Sort;
import dev.quartermaster.simulator.script.FaultReader;
import dev.quartermaster.simulator.script.FaultScript.Active;
import dev.quartermaster.simulator.script.InvalidScript;
import dev.quartermaster.simulator.script.ReceivedCall;
import dev.quartermaster.simulator.wire.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** The simulator's own endpoints: scripting faults, and reading which calls arrived. */
final class ControlRoutes {

    private static final String FAULTS = Stage.PATH + "/faults";
    private static final String CALLS = Stage.PATH + "/calls";

    private final Stage stage;

    ControlRoutes(Stage stage) {
        this.stage = stage;
    }

    void mount(Router router) {
        router.post(FAULTS).handler(Bodies.reader()).handler(this::addFault);
        router.get(FAULTS).handler(this::listFaults);
        router.delete(FAULTS).handler(context -> {
            stage.faults().clear();
            context.response().setStatusCode(204).end();
        });
        router.delete(FAULTS + "/:id").handler(this::removeFault);
        router.get(CALLS).handler(this::listCalls);
        router.delete(CALLS).handler(context -> {
            stage.calls().clear();
            context.response().setStatusCode(204).end();
        });
    }

    private void addFault(RoutingContext context) {
        try {
            JsonNode script = stage.json().readTree(CallReader.body(context));
            send(context, 201, view(stage.faults().add(FaultReader.read(script))));
        } catch (InvalidScript e) {
            refuse(context, 400, e.field(), e.getMessage());
        } catch (JsonProcessingException e) {
            refuse(context, 400, null, "The body is not valid JSON");
        }
    }

    private void listFaults(RoutingContext context) {
        send(
                context,
                200,
                Json.object(
                        "data",
                        Json.array(stage.faults().active().stream()
                                .map(ControlRoutes::view)
                                .toList())));
    }

    private void removeFault(RoutingContext context) {
        if (stage.faults().remove(context.pathParam("id"))) {
            context.response().setStatusCode(204).end();
        } else {
            refuse(context, 404, null, "There is no such fault");
        }
    }

    private void listCalls(RoutingContext context) {
        String last = context.request().getParam("last", "");
        if (!last.matches("\\d{0,3}")) {
            refuse(context, 400, "last", "must be a number from 0 to 999");
            return;
        }
        List<ReceivedCall> calls = stage.calls().latest();
        int shown = last.isEmpty() ? calls.size() : Math.min(calls.size(), Integer.parseInt(last));
        ObjectNode body = Json.object(
                "total",
                stage.calls().total(),
                "counts",
                Json.array(stage.calls().counts().entrySet().stream()
                        .map(ControlRoutes::view)
                        .toList()),
                "calls",
                Json.array(calls.subList(calls.size() - shown, calls.size()).stream()
                        .map(this::view)
                        .toList()));
        send(context, 200, body);
    }

    private static ObjectNode view(Active active) {
        ObjectNode view = Json.object("id", active.id());
        view.setAll((ObjectNode) active.fault().source());
        view.put("kind", active.fault().kind().wire());
        view.put("remaining", active.remaining());
        return view.put("until", active.until() == null ? null : active.until().toString());
    }

    private static ObjectNode view(Map.Entry<Sort, Count> entry) {
        return Json.object(
                "provider", entry.getKey().provider().value(),
                "operation", entry.getKey().operation().wire(),
                "model", entry.getKey().model(),
                "requests", entry.getValue().requests(),
                "faults", entry.getValue().faults());
    }

    private ObjectNode view(ReceivedCall call) {
        ObjectNode headers = Json.object();
        call.headers().forEach(headers::put);
        return Json.object(
                "provider", call.provider().value(),
                "operation", call.target().operation().wire(),
                "model", call.target().model(),
                "stream", call.target().stream(),
                "method", call.method(),
                "path", call.path(),
                "headers", headers,
                "key_suffix", call.keySuffix(),
                "body", body(call.body()),
                "fault", call.fault());
    }

    /** The body as JSON where it is JSON, else as text; null when it was not kept. */
    private Object body(String raw) {
        try {
            return raw == null || raw.isEmpty() ? null : stage.json().readTree(raw);
        } catch (JsonProcessingException e) {
            return raw;
        }
    }

    private static void refuse(RoutingContext context, int status, String field, String detail) {
        ObjectNode problem = Json.object(
                "type", "about:blank", "title", "The script is not valid", "status", status, "detail", detail);
        if (field != null) {
            problem.put("field", field);
        }
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(problem.toString());
    }

    private static void send(RoutingContext context, int status, ObjectNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(body.toString());
    }
}
