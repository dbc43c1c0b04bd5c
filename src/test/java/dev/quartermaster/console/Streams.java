package dev.quartermaster.console;

import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Streams of events, read to their end. */
final class Streams {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * Opens one; it is there when this returns.
     *
     * @return all that came, once it has ended
     */
    CompletableFuture<String> open(String path, String header, String value) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("accept", "text/event-stream")
                .header(header, value)
                .build();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<String> whole = client.sendAsync(request, info -> {
                    begun.complete(null);
                    return BodyHandlers.ofString().apply(info);
                })
                .thenApply(answer -> answer.statusCode() + " " + answer.body())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        begun.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return whole;
    }
}
