package dev.quartermaster.jobs;

import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.aws.LambdaEnvironment;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** Ends the start with what a newcomer needs next: where it is, and a first request that works as printed. */
@Singleton
class StartBanner {

    private static final String FIRST_REQUEST =
            "'{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello\"}]}'";

    private final Config config;
    private final AuthConfig auth;
    private final Providers providers;

    StartBanner(Config config, AuthConfig auth, Providers providers) {
        this.config = config;
        this.auth = auth;
        this.providers = providers;
    }

    /** Says nothing on Lambda, where there is no address to call. */
    void print() {
        if (!isOnLambda()) {
            boolean production = LaunchMode.current() == LaunchMode.NORMAL;
            List<String> lines = lines(address(), production, auth.enabled(), providers.states());
            Log.info(String.join(System.lineSeparator(), lines));
        }
    }

    /** Tells whether this is a function on AWS Lambda. */
    boolean isOnLambda() {
        return LambdaEnvironment.isIn(config);
    }

    /** The port is read back from the configuration, where the server has put the true one if any free one would do. */
    private String address() {
        String host = config.getValue("quarkus.http.host", String.class);
        boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
        return "http://" + (anywhere ? "localhost" : host) + ":" + config.getValue("quarkus.http.port", int.class);
    }

    static List<String> lines(String address, boolean production, boolean needsKey, List<ProviderState> providers) {
        String key = needsKey ? " -H \"authorization: Bearer $QUARTERMASTER_ADMIN_KEY\"" : "";
        List<String> lines = new ArrayList<>();
        lines.add("Quartermaster is ready at " + address);
        lines.add("  try it     curl " + address + "/v1/chat/completions" + key
                + " -H \"content-type: application/json\" -d " + FIRST_REQUEST);
        lines.add("  console    " + address + "/console" + (needsKey ? "   (sign in with the admin key)" : ""));
        if (!production) {
            lines.add("  tuning     " + address + "/console/tuning   (what an edit of the registry file comes to)");
        }
        lines.add("  API        " + address + (production ? "/q/openapi" : "/q/swagger-ui"));
        lines.add("  providers  " + names(providers, state -> state.usable() && !isSimulated(state), "none has a key"));
        if (providers.stream().anyMatch(StartBanner::isSimulated)) {
            lines.add("  simulated  " + names(providers, StartBanner::isSimulated, "none"));
        }
        return lines;
    }

    private static boolean isSimulated(ProviderState state) {
        return state.enabled() && state.source().equals("stand_in");
    }

    private static String names(List<ProviderState> providers, Predicate<ProviderState> which, String ifNone) {
        String names = providers.stream()
                .filter(which)
                .map(state -> state.id().value())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? ifNone : names;
    }
}
