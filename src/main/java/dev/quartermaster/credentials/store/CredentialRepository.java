package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.KeyWriteBack;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.storage.DatabaseAccess;
import dev.quartermaster.storage.StorageConfig;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.AuditRepository;
import dev.quartermaster.storage.overrides.OverrideRepository;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Keeps providers' keys in PostgreSQL. */
@Singleton
class CredentialRepository extends OverrideRepository<CredentialEntity, List<StoredCredential>> {

    static final String CHANNEL = "quartermaster_credentials";

    private final Duration longest;

    CredentialRepository(
            DatabaseAccess access,
            Mutiny.SessionFactory sessions,
            StorageConfig config,
            AuditRepository audit,
            KeyWriteBack copies) {
        super(
                new Table<>(
                        CredentialEntity.class,
                        "provider_credential",
                        "provider, slot",
                        CHANNEL,
                        ErrorCode.SETTINGS_UNAVAILABLE,
                        "Providers' keys are kept"),
                access,
                sessions,
                config,
                audit);
        this.longest = config.timeout().plus(copies.longest());
    }

    /** A copy is made while the change is not yet committed, so that there is none without the other. */
    @Override
    protected Duration longestChange() {
        return longest;
    }

    @Override
    protected List<StoredCredential> read(List<CredentialEntity> rows) {
        return rows.stream().map(StoredCredential::of).toList();
    }

    /** Returns a slot's row, to be changed in the transaction. */
    Uni<Optional<CredentialEntity>> one(Transaction transaction, Slot slot) {
        return transaction
                .ask(session -> session.find(CredentialEntity.class, slot.id()))
                .map(Optional::ofNullable);
    }

    /** Keeps new or changed rows. */
    Uni<Void> put(Transaction transaction, List<CredentialEntity> rows, List<AuditEntry> entries) {
        return transaction.put(
                session -> {
                    Object[] fresh =
                            rows.stream().filter(row -> !session.contains(row)).toArray();
                    return (fresh.length == 0 ? Uni.createFrom().voidItem() : session.persistAll(fresh))
                            .chain(session::flush);
                },
                entries);
    }
}
