package dev.quartermaster.simulator;

import dev.quartermaster.simulator.script.CallLog;
import dev.quartermaster.simulator.script.Fault;
import dev.quartermaster.simulator.script.FaultScript.Active;
import dev.quartermaster.simulator.script.ReceivedCall;
import dev.quartermaster.simulator.wire.Call;
import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Frame;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import dev.quartermaster.simulator.wire.Refused;
import dev.quartermaster.simulator.wire.Reply;
import dev.quartermaster.simulator.wire.Target;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One call: it is remembered, meets its fault, and is answered. */
final class Exchange {

    private final Stage stage;
    private final Protocol protocol;
    private final RoutingContext context;
    private final String requestId;

    Exchange(Stage stage, Protocol protocol, RoutingContext context) {
        this.stage = stage;
        this.protocol = protocol;
        this.context = context;
        this.requestId = stage.nextRequestId();
    }

    void perform(Endpoint endpoint) {
        CallReader reader = new CallReader(stage.json());
        try {
            Call call = reader.read(context);
            perform(endpoint.target().apply(call), twisted -> () -> answer(endpoint, twisted), call);
        } catch (Refused e) {
            Call call = reader.withoutBody(context);
            perform(endpoint.target().apply(call), twisted -> () -> error(e.problem()), call);
        }
    }

    void refuse(Problem problem) {
        send(error(problem), Pace.FULL);
    }

    private interface Answering {
        Supplier<Reply> of(Call call);
    }

    private void perform(Target target, Answering answering, Call call) {
        String key = Secrets.key(context.request().headers());
        Active active = stage.faults().take(protocol.provider(), target, key).orElse(null);
        stage.calls().add(received(target, key, active));
        if (active == null) {
            send(answering.of(call).get(), Pace.FULL);
        } else {
            suffer(active.fault(), answering.of(call.withTwist(active.fault().twist())));
        }
    }

    private Reply answer(Endpoint endpoint, Call call) {
        if (!protocol.authorised(call)) {
            return error(Problem.of(401, "No key was given"));
        }
        try {
            return endpoint.answer().apply(call);
        } catch (Refused e) {
            return error(e.problem());
        }
    }

    private Reply error(Problem problem) {
        return protocol.error(problem, requestId);
    }

    private void suffer(Fault fault, Supplier<Reply> ordinary) {
        int wait = fault.delays().beforeAll();
        if (wait > 0) {
            context.vertx().setTimer(wait, timer -> strike(fault, ordinary));
        } else {
            strike(fault, ordinary);
        }
    }

    private void strike(Fault fault, Supplier<Reply> ordinary) {
        switch (fault.kind()) {
            case RESET -> Delivery.reset(context.request());
            case HANG -> context.response().exceptionHandler(gone -> {});
            default -> {
                Reply reply = new Distortion(fault, this::error).of(ordinary);
                Reply sliced = fault.sliceBytes() == null ? reply : Slices.of(reply, fault.sliceBytes());
                send(sliced.withHeaders(fault.headers()), Pace.of(fault));
            }
        }
    }

    private void send(Reply reply, Pace pace) {
        Reply complete = reply.withUsualHeaders(protocol.headers(requestId));
        new Delivery(context, complete, pace).start();
    }

    private ReceivedCall received(Target target, String key, Active active) {
        HttpServerRequest request = context.request();
        String body = CallReader.body(context);
        return new ReceivedCall(
                protocol.provider(),
                target,
                request.method().name(),
                request.uri(),
                Secrets.withoutSecrets(request.headers()),
                Secrets.suffix(key),
                body.length() > CallLog.MOST_BODY_CHARACTERS ? null : body,
                active == null ? null : active.id());
    }

    /** A reply in pieces that know neither events nor characters, as networks deliver it. */
    static final class Slices {

        private Slices() {}

        static Reply of(Reply reply, int bytes) {
            Buffer whole = Buffer.buffer();
            reply.frames().forEach(frame -> whole.appendBuffer(frame.bytes()));
            List<Frame> slices = new ArrayList<>();
            for (int start = 0; start < whole.length(); start += bytes) {
                slices.add(new Frame(whole.slice(start, Math.min(whole.length(), start + bytes)), true));
            }
            return reply.withFrames(slices);
        }
    }
}
