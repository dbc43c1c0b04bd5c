package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.KeyWriteBack;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.sealing.Sealed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores and removes providers' keys. A change is checked against the database's current state, under a lock. When it
 * returns it is effective here; elsewhere within moments.
 */
@Singleton
public class CredentialEditor {

    private final CredentialRepository rows;
    private final CredentialRefresh refresh;
    private final CredentialVault vault;
    private final CredentialAudit audit;
    private final KeyWriteBack copies;
    private final Clock clock;

    CredentialEditor(
            CredentialRepository rows,
            CredentialRefresh refresh,
            CredentialVault vault,
            CredentialAudit audit,
            KeyWriteBack copies,
            Clock clock) {
        this.rows = rows;
        this.refresh = refresh;
        this.vault = vault;
        this.audit = audit;
        this.copies = copies;
        this.clock = clock;
    }

    /** @throws QuartermasterException {@code conflict}, with what to set, where keys cannot be stored */
    public void requireMasterKey() {
        if (vault.newest() == null) {
            throw new QuartermasterException(
                    ErrorCode.CONFLICT,
                    "Providers' keys cannot be stored: set QUARTERMASTER_MASTER_KEY (32 bytes in Base64, as 'openssl rand"
                            + " -base64 32' makes them), the same on every instance.");
        }
    }

    /**
     * Stores a key in the place of what its slot had. Fails with {@code settings_unavailable} without a database,
     * {@code conflict} without a master key, {@code precondition_failed} where the provider's keys were changed since, and
     * as the copy does where one is to be kept; then nothing is stored.
     *
     * @param expected the revision of the provider's keys; null for any
     */
    public Uni<Void> put(Slot slot, Credential credential, @Nullable Long expected, Author author) {
        requireMasterKey();
        Sealed sealed = vault.seal(slot, credential);
        return rows.change(
                transaction -> required(transaction, slot.provider(), expected)
                        .chain(() -> rows.one(transaction, slot))
                        .map(found -> found.orElseGet(() -> fresh(slot)))
                        .chain(row -> {
                            String before = audit.text(row);
                            fill(row, credential, sealed);
                            changed(row, author);
                            return rows.put(
                                    transaction, List.of(row), List.of(audit.put(author, row, before, credential)));
                        })
                        .chain(() -> copies.put(slot.provider(), slot.number(), credential)),
                refresh::now);
    }

    /**
     * Removes stored keys. Fails as {@link #put} does, and with {@code not_found} where there is none.
     *
     * @param number of the slot; null for all of the provider
     */
    public Uni<Void> delete(ProviderId provider, @Nullable Integer number, @Nullable Long expected, Author author) {
        return rows.change(
                transaction -> required(transaction, provider, expected)
                        .map(all -> full(all, provider, number))
                        .chain(slots -> remove(transaction, slots, author)),
                refresh::now);
    }

    private Uni<List<StoredCredential>> required(
            CredentialRepository.Transaction transaction, ProviderId provider, @Nullable Long expected) {
        return transaction
                .all()
                .map(all -> all.stream()
                        .filter(row -> row.slot().provider().equals(provider))
                        .toList())
                .invoke(own -> {
                    long revision =
                            own.stream().mapToLong(StoredCredential::revision).sum();
                    if (expected != null && expected != revision) {
                        throw new QuartermasterException(
                                ErrorCode.PRECONDITION_FAILED,
                                "The stored keys of " + provider + " are at revision " + revision + " now, not "
                                        + expected + ".");
                    }
                });
    }

    private static List<Slot> full(List<StoredCredential> own, ProviderId provider, @Nullable Integer number) {
        List<Slot> slots = own.stream()
                .filter(row -> row.sealed() != null)
                .map(StoredCredential::slot)
                .filter(slot -> number == null || slot.number() == number)
                .toList();
        if (slots.isEmpty()) {
            throw new QuartermasterException(
                    ErrorCode.NOT_FOUND,
                    "There is no stored key of " + provider + (number == null ? "" : " in slot " + number)
                            + "; keys of the environment are removed where they are set.");
        }
        return slots;
    }

    private Uni<Void> remove(CredentialRepository.Transaction transaction, List<Slot> slots, Author author) {
        return Multi.createFrom()
                .iterable(slots)
                .onItem()
                .transformToUniAndConcatenate(slot -> rows.one(transaction, slot)
                        .map(row -> row.orElseThrow())
                        .chain(row -> {
                            String before = audit.text(row);
                            CredentialKind kind = StoredCredential.kind(row);
                            row.kind = null;
                            row.masterKey = null;
                            row.nonce = null;
                            row.sealed = null;
                            changed(row, author);
                            return rows.put(transaction, List.of(row), List.of(audit.removed(author, row, before)))
                                    .chain(() -> copies.remove(slot.provider(), slot.number(), kind));
                        }))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static CredentialEntity fresh(Slot slot) {
        CredentialEntity row = new CredentialEntity();
        row.id = slot.id();
        row.provider = slot.provider().value();
        row.slot = slot.number();
        return row;
    }

    private static void fill(CredentialEntity row, Credential credential, Sealed sealed) {
        row.kind = credential.kind().wire();
        row.masterKey = sealed.masterKey();
        row.nonce = sealed.nonce();
        row.sealed = sealed.text();
    }

    private void changed(CredentialEntity row, Author author) {
        row.revision++;
        row.updatedAt = clock.instant();
        row.updatedBy = author.who();
    }
}
