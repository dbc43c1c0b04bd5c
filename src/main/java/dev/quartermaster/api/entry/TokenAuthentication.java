package dev.quartermaster.api.entry;

import dev.quartermaster.api.openid.OpenIdFailures;
import dev.quartermaster.auth.Admission;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.ErrorCode;
import io.quarkus.logging.Log;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by tokens of an OpenID provider. Off unless it is configured. The framework checks signature, issuer,
 * audience and time; here a subject becomes a caller and its roles one role of ours.
 */
@Singleton
class TokenAuthentication {

    /** As a JSON object begins in Base64; a key begins in another way. */
    private static final String TOKEN = "Bearer eyJ";

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

    private final OidcAuthenticationMechanism provider;
    private final OpenIdProvider known;

    TokenAuthentication(OidcAuthenticationMechanism provider, OpenIdProvider known) {
        this.provider = provider;
        this.known = known;
    }

    /** Returns whether the caller brings a token, and such are taken. */
    boolean isFor(RoutingContext context) {
        if (!known.isThere()) {
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
        Optional<Caller> caller = known.caller(subject(identity), identity.getRoles());
        if (caller.isEmpty()) {
            RequestInfo.of(context).refuse(NO_ROLE);
            return null;
        }
        RequestInfo.of(context).admit(caller.get(), end(identity));
        return new CallerIdentity(caller.get());
    }

    private static @Nullable SecurityIdentity refused(RoutingContext context, Throwable failure) {
        boolean decided = failure instanceof AuthenticationFailedException && !OpenIdFailures.isOfTheNetwork(failure);
        Log.debugf(failure, "A token was refused");
        RequestInfo.of(context).refuse(decided ? INVALID : AWAY);
        return null;
    }

    private static @Nullable String subject(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? token.getSubject()
                : identity.getPrincipal().getName();
    }

    /** Null for a token that does not say it, which the framework does not take. */
    private static @Nullable Instant end(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : null;
    }
}
