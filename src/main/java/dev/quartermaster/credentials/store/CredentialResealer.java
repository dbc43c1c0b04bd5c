package dev.quartermaster.credentials.store;

import dev.quartermaster.credentials.Credential;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import dev.quartermaster.storage.sealing.Sealed;
import dev.quartermaster.storage.sealing.Sealer.CannotOpen;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Seals stored keys anew that an older master key sealed, so that the older one can be given up. */
@Singleton
public class CredentialResealer {

    private static final Author SELF = new Author("quartermaster", "job");

    private final CredentialRepository rows;
    private final CredentialVault vault;
    private final CredentialAudit audit;

    CredentialResealer(CredentialRepository rows, CredentialVault vault, CredentialAudit audit) {
        this.rows = rows;
        this.vault = vault;
        this.audit = audit;
    }

    /**
     * Seals them under the newest master key; those that cannot be opened stay as they are. No revision changes: the keys
     * are the same.
     *
     * @return how many; fails without a database
     */
    public Uni<Integer> reseal() {
        Integer newest = vault.newest();
        if (newest == null) {
            return Uni.createFrom().item(0);
        }
        return rows.all()
                .chain(known -> old(known, newest).isEmpty()
                        ? Uni.createFrom().item(0)
                        : rows.change(transaction -> reseal(transaction, newest), () -> Uni.createFrom()
                                .voidItem()));
    }

    private Uni<Integer> reseal(CredentialRepository.Transaction transaction, int newest) {
        return transaction.all().chain(all -> {
            Map<Slot, Sealed> fresh = old(all, newest).stream()
                    .flatMap(row -> anew(row).stream())
                    .collect(Collectors.toMap(Fresh::slot, Fresh::sealed));
            return fresh.isEmpty()
                    ? Uni.createFrom().item(0)
                    : keep(transaction, fresh)
                            .invoke(count -> Log.infof(
                                    "%d stored keys of providers were sealed anew under master key %d", count, newest));
        });
    }

    private Uni<Integer> keep(CredentialRepository.Transaction transaction, Map<Slot, Sealed> fresh) {
        List<Uni<CredentialEntity>> found = new ArrayList<>();
        List<AuditEntry> entries = new ArrayList<>();
        fresh.forEach((slot, anew) -> found.add(
                rows.one(transaction, slot).map(row -> row.orElseThrow()).invoke(row -> {
                    String before = audit.text(row);
                    row.masterKey = anew.masterKey();
                    row.nonce = anew.nonce();
                    row.sealed = anew.text();
                    entries.add(audit.resealed(SELF, row, before));
                })));
        return Uni.join().all(found).usingConcurrencyOf(1).andFailFast().chain(all -> rows.put(
                        transaction, all, entries)
                .replaceWith(all.size()));
    }

    private record Fresh(Slot slot, Sealed sealed) {}

    private List<Fresh> anew(StoredCredential row) {
        Sealed sealed = row.sealed();
        if (sealed == null) {
            return List.of();
        }
        try {
            Credential credential = vault.open(row.slot(), sealed);
            return List.of(new Fresh(row.slot(), vault.seal(row.slot(), credential)));
        } catch (CannotOpen stays) {
            return List.of();
        }
    }

    private static List<StoredCredential> old(List<StoredCredential> all, int newest) {
        return all.stream().filter(row -> isOlder(row.sealed(), newest)).toList();
    }

    private static boolean isOlder(@Nullable Sealed sealed, int newest) {
        return sealed != null && sealed.masterKey() != newest;
    }
}
