package dev.quartermaster.console;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.storage.DatabaseAway;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns templates into answers, and failures into pages that say what went wrong. */
@Singleton
public class Pages {

    private final Frames frames;

    Pages(Frames frames) {
        this.frames = frames;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance error(Frame frame, String message);

        static native TemplateInstance late(Frame frame, String path, ConsoleForm form);
    }

    /** Makes an answer; if that fails it is a page of the room that says why. */
    public Uni<Response> answer(RoutingContext context, Room room, Supplier<Uni<Response>> made) {
        return Uni.createFrom()
                .deferred(made::get)
                .onFailure(LateForm.class)
                .recoverWithUni(late -> late(context, room, late))
                .onFailure(QuartermasterException.class)
                .recoverWithUni(refused -> refused(context, room, refused))
                .onFailure(DatabaseAway.class)
                .recoverWithUni(away -> error(
                        context, room, 503, "The database does not answer now. What is in memory is still shown."));
    }

    private Uni<Response> refused(RoutingContext context, Room room, QuartermasterException refused) {
        return error(context, room, refused.code().status(), String.valueOf(refused.getMessage()));
    }

    private Uni<Response> error(RoutingContext context, Room room, int status, String message) {
        return html(context, status, Templates.error(frames.of(context, room, room.title()), message));
    }

    private Uni<Response> late(RoutingContext context, Room room, LateForm late) {
        Frame frame = frames.of(context, room, "Check your form");
        return html(context, ErrorCode.CONFLICT.status(), Templates.late(frame, late.path(), late.form()));
    }

    /** Shows a page, or a part of one. */
    public Uni<Response> html(RoutingContext context, TemplateInstance page) {
        return html(context, 200, page);
    }

    /** Shows a page with a status other than 200. */
    public Uni<Response> html(RoutingContext context, int status, TemplateInstance page) {
        return page.createUni().map(text -> response(context, status, text));
    }

    private static Response response(RoutingContext context, int status, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        boolean packed = takesGzip(context);
        Response.ResponseBuilder response = Response.status(status)
                .entity(packed ? Assets.packed(plain) : plain)
                .type("text/html;charset=UTF-8")
                .header("cache-control", "no-store")
                .header("vary", "accept-encoding");
        return packed ? response.header("content-encoding", "gzip").build() : response.build();
    }

    /** Leads on to a page after something was done, so that loading it again does not do it again. */
    public static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header("location", path)
                .header("cache-control", "no-store")
                .build();
    }

    /** Returns whether a part of a page was asked for, and not a whole one. */
    public static boolean isPart(RoutingContext context) {
        return context.request().getHeader("hx-request") != null;
    }

    static boolean takesGzip(RoutingContext context) {
        @Nullable String accepted = context.request().getHeader("accept-encoding");
        return accepted != null && accepted.contains("gzip");
    }
}
