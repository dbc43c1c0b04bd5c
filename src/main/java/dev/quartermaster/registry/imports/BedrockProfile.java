package dev.quartermaster.registry.imports;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Bedrock id tells by its prefix: {@code eu.amazon.nova-pro-v1:0} is a profile over European regions. */
public final class BedrockProfile {

    /** An id without a profile begins with its maker's name, and no maker's name is this short. */
    private static final Pattern PREFIXED = Pattern.compile("(us-gov|global|apac|[a-z]{2})\\..+\\..+");

    private BedrockProfile() {}

    /** The geography the profile stays in, or {@code global}; empty for an id that is no profile's. */
    public static Optional<String> residency(ModelKey key) {
        Matcher profile = PREFIXED.matcher(key.id());
        return key.provider().equals(ProviderId.BEDROCK) && profile.matches()
                ? Optional.of(profile.group(1))
                : Optional.empty();
    }
}
