package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.credentials.BedrockToken;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.store.Slot;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.provider.directory.ProviderState;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a key that is given for a provider. What is wrong is told by its field, and never with its value. */
@Singleton
class CredentialBody {

    private static final int LONGEST = 8_192;

    /** All that may stand in a header. */
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]+");

    private static final String API_KEY = "api_key";
    private static final String BEARER_TOKEN = "bearer_token";
    private static final String ACCESS_KEY_ID = "access_key_id";
    private static final String REGION = "region";

    private final CallPolicy policy;
    private final Clock clock;

    CredentialBody(CallPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * A key that is given.
     *
     * @param validate whether its provider is to be asked first
     * @param field the name of the field that the key came in
     */
    record Given(Slot slot, Credential credential, boolean validate, String field) {}

    Given read(JsonNode body, ProviderState provider) {
        JsonFields fields = JsonFields.of(body, "");
        int number = slot(fields);
        Boolean validate = fields.flag("validate");
        boolean isBedrock = provider.type().equals(ProviderId.BEDROCK.value());
        String field = isBedrock ? (fields.take(ACCESS_KEY_ID) == null ? BEARER_TOKEN : ACCESS_KEY_ID) : API_KEY;
        Credential credential =
                switch (field) {
                    case ACCESS_KEY_ID -> accessKey(fields);
                    case BEARER_TOKEN -> bearerToken(fields);
                    default -> Credential.of(CredentialKind.API_KEY, secret(fields, API_KEY));
                };
        fields.refuseUnknown("is not a field of a key of " + provider.id());
        return new Given(new Slot(provider.id(), number), credential, validate == null || validate, field);
    }

    private static int slot(JsonFields fields) {
        Long number = fields.wholeNumber("slot");
        return number == null ? Slot.FIRST : slot(number);
    }

    /** @throws QuartermasterException when there is no such slot */
    static int slot(long number) {
        if (number < Slot.FIRST || number > Slot.LAST) {
            throw QuartermasterException.invalid(
                    "slot", "'slot' must be a whole number from " + Slot.FIRST + " to " + Slot.LAST);
        }
        return (int) number;
    }

    private Credential accessKey(JsonFields fields) {
        return new Credential(
                CredentialKind.ACCESS_KEY,
                secret(fields, ACCESS_KEY_ID),
                secret(fields, "secret_access_key"),
                fields.take("session_token") == null ? null : secret(fields, "session_token"),
                region(fields).orElse(null));
    }

    private Credential bearerToken(JsonFields fields) {
        String token = secret(fields, BEARER_TOKEN);
        BedrockToken.expiry(token).filter(end -> !clock.instant().isBefore(end)).ifPresent(end -> {
            throw QuartermasterException.invalid(
                    BEARER_TOKEN, "'" + BEARER_TOKEN + "' is not valid any more: it ended at " + end);
        });
        Optional<Region> asked = region(fields);
        Optional<Region> own = BedrockToken.region(token);
        if (asked.isPresent() && own.isPresent() && !asked.equals(own)) {
            throw QuartermasterException.invalid(
                    REGION, "'" + REGION + "' is " + asked.get() + ", but the token is for " + own.get());
        }
        own.ifPresent(region -> requireCalled(region, BEARER_TOKEN));
        return new Credential(
                CredentialKind.BEARER_TOKEN,
                token,
                null,
                null,
                asked.or(() -> own).orElse(null));
    }

    private Optional<Region> region(JsonFields fields) {
        String code = fields.text(REGION);
        if (code == null) {
            return Optional.empty();
        }
        Region region = parsed(code);
        if (region == null) {
            throw QuartermasterException.invalid(REGION, "'" + REGION + "' is not the code of an AWS region");
        }
        requireCalled(region, REGION);
        return Optional.of(region);
    }

    private static @Nullable Region parsed(String code) {
        try {
            return new Region(code);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** Regions are a setting that guards, and a key is no way around it. */
    private void requireCalled(Region region, String field) {
        if (!policy.regions().contains(region.code())) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' is for " + region + ", but calls may go to "
                            + String.join(", ", policy.regions())
                            + " only (quartermaster.providers.bedrock.region and .regions)");
        }
    }

    private static String secret(JsonFields fields, String field) {
        String value = fields.requiredText(field);
        if (value.length() > LONGEST) {
            throw QuartermasterException.invalid(field, "'" + field + "' is longer than " + LONGEST + " characters");
        }
        if (!FORM.matcher(value).matches()) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' must be printable ASCII characters, without blanks, line breaks and others that no"
                            + " header can hold");
        }
        return value;
    }
}
