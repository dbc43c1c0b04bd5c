package dev.quartermaster.simulator;

import dev.quartermaster.simulator.wire.Endpoint;
import dev.quartermaster.simulator.wire.Problem;
import dev.quartermaster.simulator.wire.Protocol;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** Puts one provider's endpoints on the router; whatever else is asked below its base URL is unknown to it. */
final class ProtocolRoutes {

    private static final Logger LOG = Logger.getLogger(ProtocolRoutes.class);

    private final Stage stage;
    private final Protocol protocol;

    ProtocolRoutes(Stage stage, Protocol protocol) {
        this.stage = stage;
        this.protocol = protocol;
    }

    void mount(Router router) {
        String base = Stage.PATH + "/" + protocol.provider();
        for (Endpoint endpoint : protocol.endpoints()) {
            router.route(HttpMethod.valueOf(endpoint.method()), base + endpoint.path())
                    .handler(Bodies.reader())
                    .handler(context -> exchange(context).perform(endpoint))
                    .failureHandler(this::fail);
        }
        router.route(base + "/*").handler(context -> exchange(context).refuse(unknown(context)));
    }

    private Exchange exchange(RoutingContext context) {
        return new Exchange(stage, protocol, context);
    }

    /** A body that is too long, or a defect of the simulator. */
    private void fail(RoutingContext context) {
        if (context.failure() != null && context.statusCode() >= 500) {
            LOG.error("The simulator failed at " + context.normalizedPath(), context.failure());
        }
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        if (context.response().headWritten()) {
            Delivery.hangUp(context.request());
        } else {
            exchange(context).refuse(Problem.of(status, "The request could not be answered"));
        }
    }

    private static Problem unknown(RoutingContext context) {
        return Problem.of(
                404,
                "Unknown path or method: " + context.request().method() + " "
                        + context.request().path());
    }
}
