package dev.quartermaster.credentials;

import dev.quartermaster.aws.Region;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a bearer token of Bedrock says of itself. A short-term one is a signed URL in Base64, with its time, its
 * lifetime and its region; a long-term one says nothing.
 */
public final class BedrockToken {

    private static final String SHORT_TERM = "bedrock-api-key-";
    private static final Pattern DATE = Pattern.compile("X-Amz-Date=(\\d{8}T\\d{6}Z)");
    private static final Pattern LIFETIME = Pattern.compile("X-Amz-Expires=(\\d{1,9})(?!\\d)");
    private static final Pattern REGION =
            Pattern.compile("X-Amz-Credential=[^&]*?(?:%2F|/)\\d{8}(?:%2F|/)([a-z0-9-]+)");
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private BedrockToken() {}

    /** Returns when it ends; empty where it does not say. */
    public static Optional<Instant> expiry(String token) {
        return url(token).flatMap(url -> {
            Matcher date = DATE.matcher(url);
            Matcher lifetime = LIFETIME.matcher(url);
            return date.find() && lifetime.find()
                    ? time(date.group(1)).map(from -> from.plusSeconds(Long.parseLong(lifetime.group(1))))
                    : Optional.empty();
        });
    }

    /** Returns the region that it is good for; empty where it does not say. */
    public static Optional<Region> region(String token) {
        return url(token).map(REGION::matcher).filter(Matcher::find).flatMap(found -> region(found));
    }

    private static Optional<Region> region(Matcher found) {
        try {
            return Optional.of(new Region(found.group(1)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(FORM.parse(text, Instant::from));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Optional<String> url(String token) {
        if (!token.startsWith(SHORT_TERM)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(token.substring(SHORT_TERM.length()));
            return Optional.of(new String(decoded, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
