package dev.quartermaster.api.openid;

import dev.quartermaster.api.openid.SignInRefused.Reason;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.domain.Caller;
import io.quarkus.logging.Log;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Signs people in through the OpenID provider, by its authorization code flow with PKCE, state and nonce. Both steps answer one
 * path, and no other knows anything of it.
 */
@Singleton
public class ProviderSignIn {

    /** Where the way to the provider begins and ends; what the provider is told as its redirect URI. */
    public static final String PATH = "/console/sign-in/oidc";

    private static final String AFTERWARDS = "/console/sign-in";

    /** A cookie is kept up to 4,096 bytes with its name and attributes. */
    private static final int LONGEST_SIGN_OUT = 3_500;

    private static final int LONGEST_REASON = 300;
    private static final Pattern CLAIMS = Pattern.compile("claims->.*\\}", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final String DENIED = "access_denied";

    private final OidcAuthenticationMechanism flow;
    private final IdentityProviderManager identities;
    private final SignInTenant tenant;
    private final OpenIdProvider provider;
    private final Clock clock;

    ProviderSignIn(
            OidcAuthenticationMechanism flow,
            IdentityProviderManager identities,
            SignInTenant tenant,
            OpenIdProvider provider,
            Clock clock) {
        this.flow = flow;
        this.identities = identities;
        this.tenant = tenant;
        this.provider = provider;
        this.clock = clock;
    }

    /** Returns whether somebody comes back from the provider, with whatever it had to say. */
    public static boolean isWayBack(RoutingContext context) {
        return context.queryParams().contains("state")
                || context.queryParams().contains("code")
                || context.queryParams().contains("error");
    }

    /** Returns where at the provider one signs in. Fails with {@link SignInRefused} while it is away. */
    public Uni<String> begin(RoutingContext context) {
        return Uni.createFrom()
                .deferred(() -> flow.getChallenge(context))
                .map(challenge -> challenge.headerContent)
                .onFailure()
                .transform(failure -> refused(failure, Reason.AWAY));
    }

    /** Returns who came back from the provider. Fails with {@link SignInRefused}. */
    public Uni<SignedIn> finish(RoutingContext context) {
        if (!hasBegunHere(context)) {
            return Uni.createFrom().failure(new SignInRefused(Reason.NOT_BEGUN_HERE));
        }
        Reason said = DENIED.equals(context.queryParams().get("error")) ? Reason.DENIED : Reason.NOT_TAKEN;
        return Uni.createFrom()
                .deferred(() -> flow.authenticate(context, identities))
                .onFailure()
                .transform(failure -> refused(failure, failure instanceof AuthenticationException ? said : Reason.AWAY))
                .onItem()
                .ifNull()
                .failWith(() -> new SignInRefused(Reason.NOT_BEGUN_HERE))
                .map(identity -> signedIn(context, identity))
                .onTermination()
                .invoke(() -> context.response().removeCookie(OidcUtils.getSessionCookieName(tenant.config())));
    }

    /** The framework checks it too, but does not tell this from other failures. */
    private boolean hasBegunHere(RoutingContext context) {
        String name = OidcUtils.STATE_COOKIE_NAME + OidcUtils.getCookieSuffix(tenant.config()) + "_";
        return context.queryParams().getAll("state").stream()
                .anyMatch(state -> context.request().getCookie(name + state) != null);
    }

    private static SignInRefused refused(Throwable failure, Reason otherwise) {
        Reason reason = OpenIdFailures.isOfTheNetwork(failure) ? Reason.AWAY : otherwise;
        Log.warnf("Nobody was signed in through the OpenID provider (%s): %s", reason, printable(failure));
        return new SignInRefused(reason);
    }

    /** Without what a token says of a person, and on one line: anybody may have put words into it by the address they called. */
    private static String printable(Throwable failure) {
        String text = CLAIMS.matcher(String.valueOf(failure.getMessage())).replaceAll("its claims");
        String start = text.substring(0, Math.min(text.length(), LONGEST_REASON));
        return CONTROL.matcher(start).replaceAll(" ");
    }

    private SignedIn signedIn(RoutingContext context, SecurityIdentity identity) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new SignInRefused(Reason.NOT_TAKEN);
        }
        Optional<Caller> caller = provider.caller(token.getSubject(), identity.getRoles());
        if (caller.isEmpty()) {
            throw new SignInRefused(Reason.NO_ROLE);
        }
        return new SignedIn(caller.get(), end(context, token), signOut(context, identity, token.getRawToken()));
    }

    /** Of the token that says who it is, or of that which says what they may do, where that one ends before. */
    private Instant end(RoutingContext context, JsonWebToken token) {
        Instant end = Instant.ofEpochSecond(token.getExpirationTime());
        AuthorizationCodeTokens tokens = context.get(AuthorizationCodeTokens.class.getName());
        boolean ofAccessToken = tenant.config().roles().source().orElse(Source.idtoken) == Source.accesstoken;
        if (!ofAccessToken || tokens == null || tokens.getAccessTokenExpiresIn() == null) {
            return end;
        }
        Instant access = clock.instant().plusSeconds(tokens.getAccessTokenExpiresIn());
        return access.isBefore(end) ? access : end;
    }

    private @Nullable String signOut(RoutingContext context, SecurityIdentity identity, String idToken) {
        OidcConfigurationMetadata known = identity.getAttribute(OidcUtils.CONFIG_METADATA_ATTRIBUTE);
        String place = known == null ? null : known.getEndSessionUri();
        if (place == null) {
            return null;
        }
        String plain = place + (place.contains("?") ? "&" : "?") + "client_id="
                + encoded(tenant.config().clientId().orElse("")) + "&post_logout_redirect_uri="
                + encoded(afterwards(context));
        String whole = plain + "&id_token_hint=" + encoded(idToken);
        return whole.length() <= LONGEST_SIGN_OUT ? whole : plain;
    }

    private String afterwards(RoutingContext context) {
        boolean secure =
                tenant.config().authentication().forceRedirectHttpsScheme().orElse(false);
        String here =
                URI.create(context.request().absoluteURI()).resolve(AFTERWARDS).toString();
        return secure ? here.replaceFirst("^http:", "https:") : here;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
