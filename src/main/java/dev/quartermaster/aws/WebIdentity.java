package dev.quartermaster.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials of a role for a token that the platform leaves in a file, as Kubernetes does on EKS: the one source of the
 * usual chain for which the SDK would need a whole service client. Set by {@code AWS_WEB_IDENTITY_TOKEN_FILE} and
 * {@code AWS_ROLE_ARN}; a long-lived key in the environment goes before it, as in the SDK.
 */
final class WebIdentity implements AwsCredentials.Source {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final UnaryOperator<String> environment;
    private final AwsCredentials.Source otherwise;

    /** @param environment the value of a variable, or null */
    WebIdentity(UnaryOperator<String> environment, AwsCredentials.Source otherwise) {
        this.environment = environment;
        this.otherwise = otherwise;
    }

    @Override
    public AwsCredentials find() {
        String file = environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE");
        String role = environment.apply("AWS_ROLE_ARN");
        if (file == null || role == null || environment.apply("AWS_ACCESS_KEY_ID") != null) {
            return otherwise.find();
        }
        try {
            return credentials(ask(form(role, Files.readString(Path.of(file)).strip())));
        } catch (IOException | DateTimeException unusable) {
            throw new AwsCredentials.Unavailable();
        }
    }

    private byte[] form(String role, String token) {
        String session = environment.apply("AWS_ROLE_SESSION_NAME");
        String form = "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + "&RoleArn=" + encoded(role)
                + "&RoleSessionName=" + encoded(session == null ? "quartermaster-" + UUID.randomUUID() : session)
                + "&WebIdentityToken=" + encoded(token);
        return form.getBytes(StandardCharsets.US_ASCII);
    }

    /** The region's own endpoint where the region is known: a cluster may reach no other. */
    private URI endpoint() {
        String own = environment.apply("AWS_ENDPOINT_URL_STS");
        if (own != null) {
            return URI.create(own);
        }
        String region = environment.apply("AWS_REGION");
        return URI.create(
                region == null
                        ? "https://sts.amazonaws.com/"
                        : "https://sts." + new Region(region).code() + ".amazonaws.com/");
    }

    private String ask(byte[] form) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) endpoint().toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("content-type", "application/x-www-form-urlencoded");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(form.length);
        connection.getOutputStream().write(form);
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static AwsCredentials credentials(String answer) throws IOException {
        return new AwsCredentials(
                element("AccessKeyId", answer),
                element("SecretAccessKey", answer),
                element("SessionToken", answer),
                Instant.parse(element("Expiration", answer)));
    }

    /** None of these values can hold a character that XML would escape, and each stands there once. */
    private static String element(String name, String answer) throws IOException {
        Matcher element =
                Pattern.compile("<" + name + ">([^<&]+)</" + name + ">").matcher(answer);
        if (!element.find()) {
            throw new IOException("no " + name);
        }
        return element.group(1).strip();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
