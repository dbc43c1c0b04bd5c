package dev.quartermaster.credentials.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.aws.Region;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.storage.sealing.MasterKeys;
import dev.quartermaster.storage.sealing.Sealed;
import dev.quartermaster.storage.sealing.Sealer;
import dev.quartermaster.storage.sealing.Sealer.CannotOpen;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Seals keys for their slots, and opens them. */
@Singleton
class CredentialVault {

    private static final String PURPOSE = "quartermaster/providers-keys/1";

    private final MasterKeys masters;
    private final Sealer sealer;
    private final ObjectMapper json;

    CredentialVault(MasterKeys masters, ObjectMapper json) {
        this.masters = masters;
        this.sealer = new Sealer(masters, PURPOSE);
        this.json = json;
    }

    /** Returns the version of the master key that seals; null without one. */
    @Nullable Integer newest() {
        return masters.newest();
    }

    Sealed seal(Slot slot, Credential credential) {
        ObjectNode fields = json.createObjectNode();
        fields.put("kind", credential.kind().wire());
        fields.put("value", credential.value());
        fields.put("secret_access_key", credential.secretAccessKey());
        fields.put("session_token", credential.sessionToken());
        Region region = credential.region();
        fields.put("region", region == null ? null : region.code());
        try {
            return sealer.seal(json.writeValueAsBytes(fields), slot.id());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    Credential open(Slot slot, Sealed sealed) throws CannotOpen {
        try {
            JsonNode fields = json.readTree(sealer.open(sealed, slot.id()));
            String region = text(fields, "region");
            return new Credential(
                    CredentialKind.valueOf(fields.path("kind").asText().toUpperCase(Locale.ROOT)),
                    fields.path("value").asText(),
                    text(fields, "secret_access_key"),
                    text(fields, "session_token"),
                    region == null ? null : new Region(region));
        } catch (IOException | IllegalArgumentException unreadable) {
            // Without the cause, which may quote what was read.
            throw new CannotOpen("it was written by another version of the service");
        }
    }

    private static @Nullable String text(JsonNode fields, String name) {
        return fields.path(name).textValue();
    }
}
