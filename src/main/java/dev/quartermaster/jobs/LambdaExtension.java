package dev.quartermaster.jobs;

import dev.quartermaster.aws.LambdaEnvironment;
import dev.quartermaster.telemetry.ServiceUp;
import io.quarkus.logging.Log;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Registers this process as an extension of its own function that wants no events. AWS Lambda tells a function of its end, by
 * SIGTERM half a second before, only if it has an extension; then the last records reach the database.
 */
@Singleton
class LambdaExtension {

    private static final String PATH = "/2020-01-01/extension/";
    private static final String ID = "Lambda-Extension-Identifier";

    private final Optional<String> runtime;

    @Inject
    LambdaExtension(Config config) {
        this.runtime = LambdaEnvironment.runtime(config);
    }

    void afterStart(@Observes ServiceUp up) {
        runtime.ifPresent(address -> {
            Thread thread = new Thread(() -> register("http://" + address + PATH), "lambda-extension");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void register(String api) {
        try {
            HttpURLConnection registration = open(api + "register");
            registration.setRequestMethod("POST");
            registration.setRequestProperty("Lambda-Extension-Name", "quartermaster");
            registration.setRequestProperty("Content-Type", "application/json");
            registration.setDoOutput(true);
            try (OutputStream body = registration.getOutputStream()) {
                body.write("{\"events\":[]}".getBytes(StandardCharsets.UTF_8));
            }
            String id = registration.getHeaderField(ID);
            if (registration.getResponseCode() == HttpURLConnection.HTTP_OK && id != null) {
                // Says that this extension is ready. There is no event, so the answer never comes.
                HttpURLConnection next = open(api + "event/next");
                next.setRequestProperty(ID, id);
                next.getResponseCode();
            } else {
                Log.debug("There is no extension here: the function is not told of its end");
            }
        } catch (IOException noExtensions) {
            Log.debugf("There is no extension here: %s", noExtensions.getMessage());
        }
    }

    private static HttpURLConnection open(String address) throws IOException {
        return (HttpURLConnection) URI.create(address).toURL().openConnection();
    }
}
