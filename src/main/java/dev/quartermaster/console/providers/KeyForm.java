package dev.quartermaster.console.providers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.console.ConsoleForm;
import dev.quartermaster.domain.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * The form of a provider's key, as it was sent.
 *
 * @param secret an API key, or a bearer token of Bedrock
 * @param slot where it is kept
 * @param unchecked whether it is stored without asking its provider
 */
record KeyForm(
        String secret,
        String slot,
        String region,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        boolean unchecked) {

    static final KeyForm EMPTY = new KeyForm("", "1", "", "", "", "", false);

    static KeyForm of(ConsoleForm form) {
        return new KeyForm(
                form.text("secret"),
                form.text("slot"),
                form.text("region"),
                form.text("access_key_id"),
                form.text("secret_access_key"),
                form.text("session_token"),
                form.has("unchecked"));
    }

    /**
     * Returns the revision of the provider's stored keys that the page showed; one that there never is where it does not say, so
     * that nothing is changed that was not seen.
     */
    static long seen(ConsoleForm form, String provider) {
        String start = provider + " ";
        return form.texts("seen").stream()
                .filter(seen -> seen.startsWith(start))
                .map(seen -> seen.substring(start.length()))
                .filter(revision -> revision.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }

    /** The same without what nobody is to be shown. */
    KeyForm withoutSecrets() {
        return new KeyForm("", slot, region, accessKeyId, "", "", unchecked);
    }

    public boolean isOfAws() {
        return !accessKeyId.isEmpty() || !region.isEmpty();
    }

    boolean isEmpty() {
        return secret.isEmpty() && accessKeyId.isEmpty();
    }

    /**
     * Returns the body of a request of the API that says the same.
     *
     * @param type kind of the provider
     */
    ObjectNode body(String type) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!type.equals(ProviderId.BEDROCK.value())) {
            text(body, "api_key", secret);
        } else if (accessKeyId.isEmpty()) {
            text(body, "bearer_token", secret);
            text(body, "region", region);
        } else {
            text(body, "access_key_id", accessKeyId);
            text(body, "secret_access_key", secretAccessKey);
            text(body, "session_token", sessionToken);
            text(body, "region", region);
        }
        Long number = number();
        if (number != null) {
            body.put("slot", number);
        } else {
            text(body, "slot", slot);
        }
        return body;
    }

    /** Returns the number of the slot; null where it is none. */
    @Nullable Long number() {
        try {
            return Long.valueOf(slot);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static void text(ObjectNode body, String field, String value) {
        if (!value.isEmpty()) {
            body.put(field, value);
        }
    }

    /** None of the secrets. */
    @Override
    public String toString() {
        return "KeyForm[slot=" + slot + "]";
    }
}
