package dev.quartermaster.auth.keys;

import dev.quartermaster.domain.Caller;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code caller_key}: one key, valid or not. */
@Entity
@Table(name = "caller_key")
public class CallerKeyEntity extends PanacheEntityBase {

    @Id
    public String id;

    @Column
    public String name;

    public @Nullable String note;

    /** In lower case. */
    @Column
    public String role;

    @Column(name = "allowed_models")
    public String @Nullable [] allowedModels;

    @Column(name = "allowed_agent_types")
    public String @Nullable [] allowedAgentTypes;

    @Column(name = "requests_per_minute")
    public @Nullable Long requestsPerMinute;

    @Column(name = "tokens_per_minute")
    public @Nullable Long tokensPerMinute;

    public @Nullable String tenant;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;

    @Column(name = "secret_hash")
    public byte[] secretHash;

    @Column(name = "secret_pepper")
    public int secretPepper;

    @Column(name = "secret_made_at")
    public Instant secretMadeAt;

    @Column(name = "former_hash")
    public byte @Nullable [] formerHash;

    @Column(name = "former_pepper")
    public @Nullable Integer formerPepper;

    @Column(name = "former_until")
    public @Nullable Instant formerUntil;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "created_by", updatable = false)
    public String createdBy;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** Written beside these changes; see {@link KeyUses}. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    public @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    public @Nullable Instant revokedAt;

    public long revision;

    KeySettings settings() {
        return new KeySettings(
                name,
                note,
                Caller.Role.valueOf(role.toUpperCase(Locale.ROOT)),
                list(allowedModels),
                list(allowedAgentTypes),
                requestsPerMinute,
                tokensPerMinute,
                tenant,
                expiresAt);
    }

    void settings(KeySettings settings) {
        name = settings.name();
        note = settings.note();
        role = settings.role().name().toLowerCase(Locale.ROOT);
        allowedModels = array(settings.models());
        allowedAgentTypes = array(settings.agentTypes());
        requestsPerMinute = settings.requestsPerMinute();
        tokensPerMinute = settings.tokensPerMinute();
        tenant = settings.tenant();
        expiresAt = settings.expiresAt();
    }

    List<KeySecret> secrets() {
        KeySecret present = new KeySecret(secretHash, secretPepper, null);
        return formerHash == null || formerPepper == null || formerUntil == null
                ? List.of(present)
                : List.of(present, new KeySecret(formerHash, formerPepper, formerUntil));
    }

    private static @Nullable List<String> list(String @Nullable [] names) {
        return names == null ? null : List.of(names);
    }

    private static String @Nullable [] array(@Nullable List<String> names) {
        return names == null ? null : names.toArray(String[]::new);
    }
}
