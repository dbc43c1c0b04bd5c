package dev.quartermaster.credentials.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.FoundKey;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeySource;
import dev.quartermaster.credentials.KeyVariables;
import dev.quartermaster.domain.ProviderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variables of all secrets that were read, as keys of providers. */
final class SecretVariables implements KeySource {

    static final SecretVariables NONE = new SecretVariables(Map.of());

    private static final String ACCESS_KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_ACCESS_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

    /**
     * One variable.
     *
     * @param source the secret that it is in, or is
     * @param since when it was first seen with this value
     */
    private record Variable(String value, String source, Instant since) {}

    private final Map<String, Variable> variables;

    private SecretVariables(Map<String, Variable> variables) {
        this.variables = variables;
    }

    /** Returns these values in the place of all of the same source; what did not change keeps its time. */
    SecretVariables with(String source, Map<String, String> values, Instant now) {
        Map<String, Variable> all = new HashMap<>(variables);
        all.values().removeIf(known -> known.source().equals(source));
        values.forEach((name, text) -> {
            String value = text.strip();
            if (!value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 127)) {
                Variable known = variables.get(name);
                Instant since = known != null && known.value().equals(value) ? known.since() : now;
                all.put(name, new Variable(value, source, since));
            }
        });
        return new SecretVariables(Map.copyOf(all));
    }

    @Override
    public List<FoundKey> of(ProviderId provider) {
        List<FoundKey> found = new ArrayList<>();
        for (KeyVariables.Variable name : KeyVariables.of(provider)) {
            Variable variable = variables.get(name.name());
            if (variable != null) {
                ApiKey key = new ApiKey(provider, provider + "-secret-" + name.label(), variable.value());
                found.add(found(key, variable, name.name()));
            }
        }
        if (provider.equals(ProviderId.BEDROCK)) {
            accessKey().ifPresent(found::add);
        }
        return found;
    }

    private Optional<FoundKey> accessKey() {
        Variable id = variables.get(ACCESS_KEY_ID);
        Variable secret = variables.get(SECRET_ACCESS_KEY);
        if (id == null || secret == null) {
            return Optional.empty();
        }
        Variable token = variables.get(SESSION_TOKEN);
        Credential credential = new Credential(
                CredentialKind.ACCESS_KEY, id.value(), secret.value(), token == null ? null : token.value(), null);
        ApiKey key = credential.key(ProviderId.BEDROCK, ProviderId.BEDROCK + "-secret-aws");
        return Optional.of(found(key, id, ACCESS_KEY_ID));
    }

    private static FoundKey found(ApiKey key, Variable variable, String name) {
        return new FoundKey(key, KeyOrigin.SECRETS_MANAGER, variable.source() + ": " + name, variable.since());
    }

    /** Writes a key into a secret. */
    static void put(ObjectNode secret, ProviderId provider, int slot, Credential credential) {
        remove(secret, provider, slot, credential.kind());
        if (credential.kind() != CredentialKind.ACCESS_KEY) {
            secret.put(KeyVariables.name(provider, slot), credential.value());
            return;
        }
        secret.put(ACCESS_KEY_ID, credential.value());
        secret.put(SECRET_ACCESS_KEY, credential.secretAccessKey());
        if (credential.sessionToken() != null) {
            secret.put(SESSION_TOKEN, credential.sessionToken());
        }
    }

    /** Takes a key out of a secret. */
    static void remove(ObjectNode secret, ProviderId provider, int slot, CredentialKind kind) {
        if (kind == CredentialKind.ACCESS_KEY) {
            secret.remove(List.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN));
        } else {
            secret.remove(KeyVariables.name(provider, slot));
        }
    }

    /** Returns the texts of a secret; what else it holds is none of ours. */
    static Map<String, String> texts(ObjectNode secret) {
        Map<String, String> texts = new HashMap<>();
        secret.properties().stream()
                .filter(field -> field.getValue().isTextual())
                .forEach(field -> texts.put(field.getKey(), field.getValue().textValue()));
        return texts;
    }
}
