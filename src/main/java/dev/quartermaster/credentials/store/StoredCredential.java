package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.storage.sealing.Sealed;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A slot as the database keeps it.
 *
 * @param sealed the key; null where there is none any more
 * @param revision counts the changes of this slot
 */
record StoredCredential(Slot slot, @Nullable Sealed sealed, Instant updatedAt, long revision) {

    static StoredCredential of(CredentialEntity row) {
        Sealed sealed = row.masterKey == null || row.nonce == null || row.sealed == null
                ? null
                : new Sealed(row.masterKey, row.nonce, row.sealed);
        return new StoredCredential(
                new Slot(ProviderId.of(row.provider), row.slot), sealed, row.updatedAt, row.revision);
    }

    /** Returns the kind of the key in a row that has one. */
    static CredentialKind kind(CredentialEntity row) {
        return CredentialKind.valueOf(String.valueOf(row.kind).toUpperCase(Locale.ROOT));
    }

    /** Returns the id of its key. It stays when the key is replaced, so that limits can be set for it. */
    String keyId() {
        return slot.provider() + "-stored-" + slot.number();
    }
}
