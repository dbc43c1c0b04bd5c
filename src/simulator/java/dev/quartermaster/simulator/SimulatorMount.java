package dev.quartermaster.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Mounts the simulator in the application itself; production builds do not have it. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class SimulatorMount {

    private final Stage stage;

    SimulatorMount(ObjectMapper json, Clock clock) {
        this.stage = new Stage(json, clock);
    }

    void mount(@Observes Router router) {
        stage.mount(router);
    }
}
