package dev.quartermaster.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.directory.SubstituteProvider;
import dev.quartermaster.simulator.protocol.Protocols;
import dev.quartermaster.simulator.wire.Protocol;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** Sends calls to providers without a key to the simulator in this very process. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class SimulatorStandIn implements SubstituteProvider {

    private final Config config;
    private final Set<ProviderId> played;

    SimulatorStandIn(Config config, ObjectMapper json) {
        this.config = config;
        this.played = Protocols.all(json).stream().map(Protocol::provider).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Asked before the server listens, it names the configured port; afterwards the true one, which differs when any
     * free port was asked for.
     */
    @Override
    public Optional<String> baseUrl(ProviderId provider) {
        return played.contains(provider)
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
