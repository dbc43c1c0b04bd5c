package dev.quartermaster.credentials.store;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code provider_credential}: one slot of one provider, with a key or without. */
@Entity
@Table(name = "provider_credential")
public class CredentialEntity extends PanacheEntityBase {

    @Id
    public String id;

    @Column(updatable = false)
    public String provider;

    @Column(updatable = false)
    public int slot;

    public @Nullable String kind;

    @Column(name = "master_key")
    public @Nullable Integer masterKey;

    public byte @Nullable [] nonce;

    public byte @Nullable [] sealed;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "updated_by")
    public String updatedBy;

    public long revision;
}
