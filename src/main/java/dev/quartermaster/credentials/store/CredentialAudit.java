package dev.quartermaster.credentials.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.aws.Region;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.storage.audit.AuditEntry;
import dev.quartermaster.storage.audit.Author;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Writes changes of stored keys for the audit trail, with the mask of a key and never with the key. */
@Singleton
class CredentialAudit {

    private static final String KIND = "credential";

    private final ObjectMapper json;

    CredentialAudit(ObjectMapper json) {
        this.json = json;
    }

    AuditEntry put(Author author, CredentialEntity row, @Nullable String before, Credential credential) {
        ObjectNode after = fields(row);
        after.put(
                "masked",
                credential
                        .key(StoredCredential.of(row).slot().provider(), row.id)
                        .masked());
        Region region = credential.region();
        if (region != null) {
            after.put("region", region.code());
        }
        return AuditEntry.of(author, before == null ? "create" : "update", KIND, row.id, before, after.toString());
    }

    AuditEntry removed(Author author, CredentialEntity row, @Nullable String before) {
        return AuditEntry.of(author, "delete", KIND, row.id, before, null);
    }

    AuditEntry resealed(Author author, CredentialEntity row, @Nullable String before) {
        return AuditEntry.of(author, "reseal", KIND, row.id, before, text(row));
    }

    /** The row as it is; null where it has no key. */
    @Nullable String text(CredentialEntity row) {
        return row.kind == null ? null : fields(row).toString();
    }

    private ObjectNode fields(CredentialEntity row) {
        return json.createObjectNode()
                .put("provider", row.provider)
                .put("slot", row.slot)
                .put("kind", row.kind)
                .put("master_key", row.masterKey)
                .put("revision", row.revision);
    }
}
