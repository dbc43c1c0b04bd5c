package dev.quartermaster.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Samples;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InlineMediaTest {

    private static final Map<String, byte[]> IMAGES = Map.of(
            "image/png",
            new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13},
            "image/jpeg",
            new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1},
            "image/gif",
            "GIF89a......".getBytes(),
            "image/webp",
            "RIFF....WEBP".getBytes());
    private static final String[] CALLED = {
        "image/png",
        "image/jpg",
        "IMAGE/PNG",
        "image/png;charset=utf-8",
        " Image/JPEG ; q=1",
        "",
        "application/octet-stream",
        "image/svg+xml"
    };

    @Test
    void anImagesTypeIsThatOfItsBytesHoweverItIsWritten() {
        ForAll.seeds(random -> {
            String type = List.copyOf(IMAGES.keySet()).get(random.nextInt(IMAGES.size()));
            byte[] bytes = Arrays.copyOf(IMAGES.get(type), 12 + random.nextInt(300));
            for (int i = 12; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            String said = CALLED[random.nextInt(CALLED.length)];
            Part image = new Part.Image(new MediaSource.Inline(said, written(bytes, random)), "low", Map.of());
            boolean inResult = random.nextBoolean();
            Part part =
                    inResult ? new Part.ToolResult("c", List.of(Part.Text.of("see"), image), false, Map.of()) : image;

            Part settled = settled(part);

            Part found = inResult ? ((Part.ToolResult) settled).content().get(1) : settled;
            String standard = Base64.getEncoder().encodeToString(bytes);
            assertThat(found).isEqualTo(new Part.Image(new MediaSource.Inline(type, standard), "low", Map.of()));
        });
    }

    @Test
    void whatIsRightAlreadyIsNotTouched() {
        ChatRequest request = Samples.request(
                Dialect.OPENAI_CHAT,
                Message.of(Role.USER, image("image/gif", Base64.getEncoder().encodeToString(IMAGES.get("image/gif")))));

        assertThat(InlineMedia.corrected(request, request.paths())).isSameAs(request);
    }

    @ParameterizedTest
    @CsvSource({
        "'Text/Plain; charset=UTF-8', aGk=, text/plain",
        "text/plain, JVBERi0xLjc=, application/pdf",
        "'', JVBERi0xLjc=, application/pdf",
        "application/x-pdf, JVBERi0xLjc=, application/pdf",
        "text/csv, aGk, text/csv"
    })
    void aDocumentsTypeIsThatOfItsBytesElseTheDeclaredOne(String said, String data, String type) {
        Part.Document settled =
                (Part.Document) settled(new Part.Document(new MediaSource.Inline(said, data), "a", Map.of()));

        assertThat(((MediaSource.Inline) settled.source()).mediaType()).isEqualTo(type);
        assertThat(((MediaSource.Inline) settled.source()).data())
                .matches("[A-Za-z0-9+/]+=*")
                .satisfies(text -> assertThat(text.length() % 4).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "====", "A", "iVBO!Rw0", "iVBO=Rw0", "=", "iVBOR"})
    void whatIsNoBase64IsRefusedByTheCallersField(String data) {
        assertThatThrownBy(() -> settled(image("image/png", data)))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("messages[0].content[0].image_url.url"));
    }

    @Test
    void aDocumentOfNoTypeAtAllIsRefused() {
        assertThatThrownBy(() -> settled(new Part.Document(new MediaSource.Inline("", "aGk="), "a", Map.of())))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> assertThat(refusal.param())
                        .contains("messages[0].content[0].file.file_data"));
    }

    private static String written(byte[] bytes, RandomGenerator random) {
        Base64.Encoder encoder =
                switch (random.nextInt(3)) {
                    case 0 -> Base64.getEncoder();
                    case 1 -> Base64.getUrlEncoder();
                    default -> Base64.getMimeEncoder();
                };
        return (random.nextBoolean() ? encoder : encoder.withoutPadding()).encodeToString(bytes);
    }

    private static Part image(String type, String data) {
        return new Part.Image(new MediaSource.Inline(type, data), null, Map.of());
    }

    private static Part settled(Part part) {
        ChatRequest request = Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.USER, part));
        return InlineMedia.corrected(request, request.paths())
                .messages()
                .get(0)
                .parts()
                .get(0);
    }
}
