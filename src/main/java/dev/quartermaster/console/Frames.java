package dev.quartermaster.console;

import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.api.entry.RequestInfo;
import dev.quartermaster.auth.session.FormTokens;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.telemetry.BuildVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes the frames of pages. */
@Singleton
public class Frames {

    private final FormTokens tokens;
    private final BrowserCookies cookies;
    private final Admissions admissions;
    private final Assets assets;
    private final String version = BuildVersion.read().version();

    Frames(FormTokens tokens, BrowserCookies cookies, Admissions admissions, Assets assets) {
        this.tokens = tokens;
        this.cookies = cookies;
        this.admissions = admissions;
        this.assets = assets;
    }

    /** Makes the frame of a page for who asks for it. */
    public Frame of(RoutingContext context, Room room, String title) {
        return of(context, room, title, RequestInfo.of(context).caller(), isSignedIn(context));
    }

    /** Makes the frame of a page that is in none of the rooms, for who asks for it. */
    public Frame of(RoutingContext context, String title) {
        return of(context, null, title, RequestInfo.of(context).caller(), isSignedIn(context));
    }

    private boolean isSignedIn(RoutingContext context) {
        return admissions.session(context).isPresent();
    }

    /** Makes the frame of a page that is outside of all rooms, for somebody who is not signed in. */
    Frame outside(RoutingContext context, String title) {
        return of(context, null, title, null, false);
    }

    /** Makes the frame of a page for somebody who has just signed in. */
    Frame welcome(RoutingContext context, String title, Caller caller) {
        return of(context, null, title, caller, true);
    }

    private Frame of(
            RoutingContext context, @Nullable Room room, String title, @Nullable Caller caller, boolean signedIn) {
        String token = tokens.token(cookies.browser(context), caller == null ? null : caller.id());
        return new Frame(title, room, caller, signedIn, token, assets.folder(), version, "");
    }
}
