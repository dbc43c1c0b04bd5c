package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Derives a profile from a Bedrock id's prefix: {@code eu.amazon.nova-pro-v1:0} is a profile over European regions. */
public final class BedrockProfile {

    /** An id without a profile begins with its maker's name, and no maker's name is this short. */
    private static final Pattern PREFIXED = Pattern.compile("(us-gov|global|apac|[a-z]{2})\\..+\\..+");

    private static final String GLOBAL = "global";

    private BedrockProfile() {}

    /** The id of the model behind the profile; empty for an id that is no profile's. */
    public static Optional<String> baseId(ModelKey key) {
        return residency(key).map(geography -> key.id().substring(geography.length() + 1));
    }

    /** The price route of the profile; empty for an id that is no profile's. */
    public static Optional<PriceRoute> priceRoute(ModelKey key) {
        return residency(key).map(geography -> geography.equals(GLOBAL) ? PriceRoute.GLOBAL : PriceRoute.GEO);
    }

    /** The geography the profile stays in, or {@code global}; empty for an id that is no profile's. */
    public static Optional<String> residency(ModelKey key) {
        Matcher profile = PREFIXED.matcher(key.id());
        return key.provider().equals(ProviderId.BEDROCK) && profile.matches()
                ? Optional.of(profile.group(1))
                : Optional.empty();
    }
}
