package dev.quartermaster.aws;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An AWS region's code, such as {@code eu-central-1}. Open: regions are opened more often than this service is built. */
public record Region(String code) implements Comparable<Region> {

    /** The form of all codes so far, partitions such as {@code us-gov-} and {@code cn-} included. */
    private static final Pattern FORM = Pattern.compile("[a-z]{2,4}(-[a-z]{2,16}){1,3}-[0-9]{1,2}");

    public static final Region US_EAST_1 = new Region("us-east-1");

    private static final Pattern BEDROCK_HOST = Pattern.compile("://bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.");

    public Region {
        if (code == null || !FORM.matcher(code).matches()) {
            throw new IllegalArgumentException("not an AWS region: " + code);
        }
    }

    /** The region that a base URL names; empty unless its host is one of Bedrock's own. */
    public static Optional<Region> ofBedrock(String baseUrl) {
        Matcher host = BEDROCK_HOST.matcher(baseUrl);
        return host.find() ? Optional.of(new Region(host.group(1))) : Optional.empty();
    }

    @Override
    public int compareTo(Region other) {
        return code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return code;
    }
}
