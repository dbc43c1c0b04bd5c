package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.api.providers.CredentialBody.Given;
import dev.quartermaster.credentials.store.CredentialEditor;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.storage.audit.Author;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Stores, removes and tests providers' keys, for the API and the console alike. Methods fail with a
 * {@link QuartermasterException} that names the field that is wrong, and never its value.
 */
@Singleton
public class CredentialEdits {

    private final ProviderNames names;
    private final CredentialBody body;
    private final CredentialChecks checks;
    private final CredentialEditor editor;
    private final CircuitBreakers circuitBreakers;

    CredentialEdits(
            ProviderNames names,
            CredentialBody body,
            CredentialChecks checks,
            CredentialEditor editor,
            CircuitBreakers circuitBreakers) {
        this.names = names;
        this.body = body;
        this.checks = checks;
        this.editor = editor;
        this.circuitBreakers = circuitBreakers;
    }

    /**
     * Stores a key; its provider is asked first unless the body says otherwise.
     *
     * @param wanted the body of a request that stores one
     * @param expected revision of the provider's stored keys; null for any
     */
    public Uni<Void> put(String provider, JsonNode wanted, @Nullable Long expected, Author author) {
        return put(read(provider, wanted), expected, author);
    }

    Given read(String provider, JsonNode wanted) {
        return body.read(wanted, names.require(provider));
    }

    Uni<Void> put(Given given, @Nullable Long expected, Author author) {
        editor.requireMasterKey();
        return (given.validate() ? checks.require(given) : Uni.createFrom().voidItem())
                .chain(() -> editor.put(given.slot(), given.credential(), expected, author))
                .invoke(done -> {
                    if (given.validate()) {
                        circuitBreakers.endPauses(given.slot().provider());
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Asks a provider whether it takes a key, and stores nothing.
     *
     * @param given the body of such a request; null for the keys that serve
     */
    public Uni<CheckAnswer> test(String provider, @Nullable JsonNode given) {
        ProviderState known = names.require(provider);
        return given == null ? checks.serving(known.id()) : checks.given(body.read(given, known));
    }

    /** Removes stored keys of a provider. {@code slot} null for all of them */
    public Uni<Void> remove(String provider, @Nullable Integer slot, @Nullable Long expected, Author author) {
        ProviderId id = names.require(provider).id();
        return editor.delete(id, slot, expected, author).replaceWithVoid();
    }
}
