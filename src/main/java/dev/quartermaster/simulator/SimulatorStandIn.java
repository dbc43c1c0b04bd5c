package dev.quartermaster.simulator;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.StandIn;
import dev.quartermaster.simulator.protocol.Protocols;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Sends calls to providers without a key to the simulator in this very process. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class SimulatorStandIn implements StandIn {

    private final Config config;

    SimulatorStandIn(Config config) {
        this.config = config;
    }

    /**
     * Asked before the server listens, it names the configured port; afterwards the true one, which differs when any
     * free port was asked for.
     */
    @Override
    public Optional<String> baseUrl(ProviderId provider) {
        boolean played = Protocols.all().stream()
                .anyMatch(protocol -> protocol.provider().equals(provider));
        return played
                ? Optional.of("http://localhost:" + port() + root() + Stage.PATH + "/" + provider)
                : Optional.empty();
    }

    private int port() {
        boolean test = LaunchMode.current() == LaunchMode.TEST;
        return config.getValue(test ? "quarkus.http.test-port" : "quarkus.http.port", Integer.class);
    }

    private String root() {
        String root =
                config.getOptionalValue("quarkus.http.root-path", String.class).orElse("/");
        String trimmed = root.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }
}
