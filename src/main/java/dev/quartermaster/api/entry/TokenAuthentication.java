package dev.quartermaster.api.entry;

import dev.quartermaster.auth.Admission;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.Caller.Role;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by tokens of an OpenID provider. Off unless it is configured. The framework checks signature, issuer, audience and time; here a
 * subject becomes a caller and its roles one role of ours.
 */
@Singleton
class TokenAuthentication {

    /** As a JSON object begins in Base64; a key begins in another way. */
    private static final String TOKEN = "Bearer eyJ";

    /** Begins the ids of such callers. */
    static final String PREFIX = "oidc:";

    private static final int LONGEST_SUBJECT = 200;

    private static final Admission INVALID = new Admission(
            null,
            ErrorCode.INVALID_API_KEY,
            "This token is not valid here: its signature, issuer, audience or time is wrong.");
    private static final Admission AWAY = new Admission(
            null,
            ErrorCode.AUTHENTICATION_UNAVAILABLE,
            "The OpenID provider that would tell whether this token is valid does not answer now.");
    private static final Admission NO_ROLE =
            new Admission(null, ErrorCode.FORBIDDEN, "This token has none of the roles that may do something here.");

    private final boolean enabled;
    private final OidcAuthenticationMechanism provider;
    private final TokenRolesConfig roles;

    TokenAuthentication(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
            OidcAuthenticationMechanism provider,
            TokenRolesConfig roles) {
        this.enabled = enabled;
        this.provider = provider;
        this.roles = roles;
    }

    /** Returns whether the caller brings a token, and such are taken. */
    boolean isFor(RoutingContext context) {
        if (!enabled) {
            return false;
        }
        String authorization = context.request().getHeader("authorization");
        return authorization != null && authorization.regionMatches(true, 0, TOKEN, 0, TOKEN.length());
    }

    /** Identifies the caller; null where it is refused, with the reason at the request. */
    Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        return provider.authenticate(context, identityProviders)
                .map(identity -> admitted(context, identity))
                .onFailure()
                .recoverWithItem(failure -> refused(context, failure));
    }

    private @Nullable SecurityIdentity admitted(RoutingContext context, @Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return null;
        }
        Optional<Role> role = role(identity.getRoles());
        String subject = subject(identity);
        if (role.isEmpty() || subject == null) {
            RequestInfo.of(context).refuse(NO_ROLE);
            return null;
        }
        Caller caller = new Caller(PREFIX + subject, role.get());
        RequestInfo.of(context).admit(caller);
        return new CallerIdentity(caller);
    }

    private static @Nullable SecurityIdentity refused(RoutingContext context, Throwable failure) {
        boolean decided = failure instanceof AuthenticationFailedException && !isOfTheNetwork(failure);
        Log.debugf(failure, "A token was refused");
        RequestInfo.of(context).refuse(decided ? INVALID : AWAY);
        return null;
    }

    private static boolean isOfTheNetwork(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private Optional<Role> role(Set<String> claimed) {
        return List.of(Role.ADMIN, Role.OPERATOR, Role.AGENT).stream()
                .filter(role -> !Collections.disjoint(names(role), claimed))
                .findFirst();
    }

    private Collection<String> names(Role role) {
        return switch (role) {
            case AGENT -> roles.agents();
            case OPERATOR -> roles.operators();
            case ADMIN -> roles.admins();
        };
    }

    /** The id goes into the ledger, logs and the names of budgets: one that could forge something there is none. */
    private static @Nullable String subject(SecurityIdentity identity) {
        String subject = identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
        boolean sane = subject != null
                && !subject.isBlank()
                && subject.length() <= LONGEST_SUBJECT
                && subject.chars().noneMatch(Character::isISOControl);
        return sane ? subject.strip() : null;
    }
}
