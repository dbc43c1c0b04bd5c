package dev.quartermaster.auth;

import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Caller.Role;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Knows from the configuration whether there is an OpenID provider, and makes callers of those whom it knows. */
@Singleton
public class OpenIdProvider {

    /** Begins the ids of callers whom it knows. */
    private static final String PREFIX = "oidc:";

    private static final int LONGEST_SUBJECT = 200;

    private final boolean enabled;
    private final String address;
    private final boolean hasKeys;
    private final OpenIdConfig config;

    @Inject
    OpenIdProvider(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> address,
            @ConfigProperty(name = "quarkus.oidc.public-key") Optional<String> publicKey,
            @ConfigProperty(name = "quarkus.oidc.certificate-chain.trust-store-file") Optional<String> trustStore,
            OpenIdConfig config) {
        this(enabled, address.orElse(""), publicKey.isPresent() || trustStore.isPresent(), config);
    }

    /** @param hasKeys whether tokens can be checked without asking the provider */
    OpenIdProvider(boolean enabled, String address, boolean hasKeys, OpenIdConfig config) {
        this.enabled = enabled;
        this.address = address;
        this.hasKeys = hasKeys;
        this.config = config;
    }

    /** Returns what is missing for what is asked of it; empty where nothing is. */
    public Optional<String> fault() {
        if (config.signIn() && (!enabled || address.isBlank())) {
            return Optional.of(
                    "people are to sign in through an OpenID provider (QUARTERMASTER_OIDC_SIGN_IN), which takes"
                            + " QUARKUS_OIDC_TENANT_ENABLED=true and QUARKUS_OIDC_AUTH_SERVER_URL=<the issuer>");
        } else if (enabled && address.isBlank() && !hasKeys) {
            return Optional.of("tokens of an OpenID provider are to be taken (QUARKUS_OIDC_TENANT_ENABLED), which takes"
                    + " QUARKUS_OIDC_AUTH_SERVER_URL=<the issuer>");
        }
        return Optional.empty();
    }

    /** Returns whether its tokens are taken. */
    public boolean isThere() {
        return enabled;
    }

    /** Returns whether people sign in through it. */
    public boolean signsPeopleIn() {
        return enabled && config.signIn();
    }

    /** Returns what people call it. */
    public String name() {
        return config.name().orElseGet(this::host);
    }

    private String host() {
        try {
            String host = URI.create(address).getHost();
            return host == null ? address : host;
        } catch (IllegalArgumentException odd) {
            return address;
        }
    }

    /**
     * Returns somebody whom it vouches for as a caller; empty where none of the roles is claimed. The id goes into the ledger,
     * logs and the names of budgets: there is no caller of one that could forge something there.
     *
     * @param claimed values of the role claim; the highest role counts
     */
    public Optional<Caller> caller(@Nullable String subject, Collection<String> claimed) {
        if (subject == null
                || subject.isBlank()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        return role(claimed).map(role -> new Caller(PREFIX + subject.strip(), role));
    }

    private Optional<Role> role(Collection<String> claimed) {
        return List.of(Role.ADMIN, Role.OPERATOR, Role.AGENT).stream()
                .filter(role -> !Collections.disjoint(names(role), claimed))
                .findFirst();
    }

    private Collection<String> names(Role role) {
        return switch (role) {
            case AGENT -> config.agents();
            case OPERATOR -> config.operators();
            case ADMIN -> config.admins();
        };
    }

    /** Returns a text that changes when the word of the provider would not make the same of somebody any more. */
    public String mark() {
        return String.join(
                "\n",
                address,
                config.agents().toString(),
                config.operators().toString(),
                config.admins().toString());
    }
}
