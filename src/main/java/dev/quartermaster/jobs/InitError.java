package dev.quartermaster.jobs;

import dev.quartermaster.aws.LambdaEnvironment;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Tells AWS Lambda why the function did not start; otherwise all that it shows is that the process has ended. */
final class InitError {

    private static final String PATH = "/2018-06-01/runtime/init/error";

    private InitError() {}

    /** Does nothing elsewhere. Never fails. */
    static void report(Map<String, String> environment, String message) {
        String runtime = environment.get(LambdaEnvironment.RUNTIME_API);
        if (runtime == null) {
            return;
        }
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + runtime + PATH).toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", "Quartermaster.DidNotStart");
            connection.setDoOutput(true);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(json(message).getBytes(StandardCharsets.UTF_8));
            }
            connection.getResponseCode();
        } catch (IOException e) {
            Log.warnf("AWS Lambda could not be told: %s", e.getMessage());
        }
    }

    private static String json(String message) {
        StringBuilder text = new StringBuilder();
        message.chars()
                .forEach(letter -> text.append(
                        letter == '"' || letter == '\\' || letter < ' '
                                ? String.format("\\u%04x", letter)
                                : Character.toString(letter)));
        return "{\"errorType\":\"Quartermaster.DidNotStart\",\"errorMessage\":\"" + text + "\"}";
    }
}
