package dev.quartermaster.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The service under test, and the simulator behind it. */
public final class Service {

    public static final String URL = env("QUARTERMASTER_URL");
    public static final String KEY = env("QUARTERMASTER_KEY");

    private static final String FAULTS = env("SIMULATOR_URL") + "/faults";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Service() {}

    /** Forgets what answers were set. */
    public static void calm() {
        send(HttpRequest.newBuilder(URI.create(FAULTS)).DELETE().build());
    }

    /** Sets the next answer of a provider: {@code fields} are those of a scripted answer. */
    public static void nextAnswer(String provider, String fields) {
        String script = "{\"provider\":\"" + provider + "\",\"times\":1," + fields + "}";
        send(HttpRequest.newBuilder(URI.create(FAULTS))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(script))
                .build());
    }

    private static void send(HttpRequest request) {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: run this by deployment/clients/check.sh");
        }
        return value;
    }
}
