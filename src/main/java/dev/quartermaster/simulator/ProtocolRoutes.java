package dev.quartermaster.simulator;

import dev.quartermaster.simulator.script.CallLog;
import dev.quartermaster.simulator.script.Fault;
import dev.quartermaster.simulator.script.FaultScript.Active;
import dev.quartermaster.simulator.script.ReceivedCall;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Puts one provider's endpoints on the router: each call is remembered, meets its fault, and is answered. */
final class ProtocolRoutes {

    private final Stage stage;
    private final Protocol protocol;
    private final CallReader reader;

    ProtocolRoutes(Stage stage, Protocol protocol) {
        this.stage = stage;
        this.protocol = protocol;
        this.reader = new CallReader(stage.json());
    }

    void mount(Router router) {
        String base = Stage.PATH + "/" + protocol.provider();
        for (Endpoint endpoint : protocol.endpoints()) {
            router.route(HttpMethod.valueOf(endpoint.method()), base + endpoint.path())
                    .handler(Bodies.reader())
                    .handler(context -> perform(endpoint, context))
                    .failureHandler(this::fail);
        }
        router.route(base + "/*").handler(context -> send(context, protocol.error(unknown(context)), Pace.FULL));
    }

    private void perform(Endpoint endpoint, RoutingContext context) {
        Call call;
        Refused refused = null;
        try {
            call = reader.read(context);
        } catch (Refused e) {
            call = reader.withoutBody(context);
            refused = e;
        }
        Target target = endpoint.target().apply(call);
        String key = Secrets.key(context.request().headers());
        Active active = stage.faults().take(protocol.provider(), target, key).orElse(null);
        remember(context, target, key, active);
        Refused unreadable = refused;
        Call asked = active == null ? call : call.withTwist(active.fault().twist());
        Supplier<Reply> ordinary =
                () -> unreadable == null ? answer(endpoint, asked) : protocol.error(unreadable.problem());
        if (active == null) {
            send(context, ordinary.get(), Pace.FULL);
        } else {
            suffer(active.fault(), context, ordinary);
        }
    }

    private Reply answer(Endpoint endpoint, Call call) {
        if (!protocol.authorised(call)) {
            return protocol.error(Problem.of(401, "No key was given"));
        }
        try {
            return endpoint.answer().apply(call);
        } catch (Refused e) {
            return protocol.error(e.problem());
        }
    }

    private void suffer(Fault fault, RoutingContext context, Supplier<Reply> ordinary) {
        int wait = fault.delays().beforeAll();
        if (wait > 0) {
            context.vertx().setTimer(wait, timer -> strike(fault, context, ordinary));
        } else {
            strike(fault, context, ordinary);
        }
    }

    private void strike(Fault fault, RoutingContext context, Supplier<Reply> ordinary) {
        switch (fault.kind()) {
            case RESET -> Delivery.hangUp(context.request());
            case HANG -> context.response().exceptionHandler(gone -> {});
            default -> {
                Reply reply = new Distortion(fault, protocol).of(ordinary);
                send(context, reply, Pace.of(fault), fault);
            }
        }
    }

    private void send(RoutingContext context, Reply reply, Pace pace, Fault fault) {
        Reply known = reply.withHeaders(protocol.headers(stage.nextRequestId()));
        new Delivery(context, known.withHeaders(fault.headers()), pace).start();
    }

    private void send(RoutingContext context, Reply reply, Pace pace) {
        new Delivery(context, reply.withHeaders(protocol.headers(stage.nextRequestId())), pace).start();
    }

    private void remember(RoutingContext context, Target target, String key, Active active) {
        HttpServerRequest request = context.request();
        String body = CallReader.body(context);
        stage.calls()
                .add(new ReceivedCall(
                        protocol.provider(),
                        target,
                        request.method().name(),
                        request.uri(),
                        Secrets.withoutSecrets(request.headers()),
                        Secrets.suffix(key),
                        body.length() > CallLog.MOST_BODY_CHARACTERS ? null : body,
                        active == null ? null : active.id()));
    }

    private void fail(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        if (context.response().headWritten()) {
            Delivery.hangUp(context.request());
        } else {
            send(context, protocol.error(Problem.of(status, "The request could not be read")), Pace.FULL);
        }
    }

    private static Problem unknown(RoutingContext context) {
        return Problem.of(
                404,
                "Unknown path or method: " + context.request().method() + " "
                        + context.request().path());
    }
}
