package dev.quartermaster.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.POST;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormsTest {

    /** What changes something is sent by a form, and a form is read where it is guarded. */
    @Test
    void everyFormIsReadInTheOnePlaceThatGuardsIt() {
        JavaClasses console = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quartermaster.console");

        methods().that().areAnnotatedWith(POST.class).should(readGuardedForms()).check(console);
    }

    private static ArchCondition<JavaMethod> readGuardedForms() {
        return new ArchCondition<>("read their form by ConsoleForms") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean guarded = method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ConsoleForms.class));
                if (!guarded) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                }
            }
        };
    }

    @Test
    void aFormIsReadAsItWasSent() {
        ConsoleForm form = ConsoleForm.parse("a=1&a=+2+&b=%3Cb%3E%26&act=save&form_token=t&broken=%zz&none");

        assertThat(form.text("a")).isEqualTo("1");
        assertThat(form.texts("a")).containsExactly("1", "2");
        assertThat(form.text("b")).isEqualTo("<b>&");
        assertThat(form.isTo("save")).isTrue();
        assertThat(form.has("broken")).isFalse();
        assertThat(ConsoleForm.parse(form.body()).pairs()).isEqualTo(form.pairs());
        assertThat(form.pairs()).extracting(ConsoleForm.Pair::name).isEqualTo(List.of("a", "a", "b"));
    }

    @Test
    void figuresAreWrittenForPeople() {
        assertThat(Words.usd(new java.math.BigDecimal("1234.5"))).isEqualTo("$1,234.50");
        assertThat(Words.usd(new java.math.BigDecimal("0.0000012345"))).isEqualTo("$0.00000123");
        assertThat(Words.usd(java.math.BigDecimal.ZERO)).isEqualTo("$0");
        assertThat(Words.percent(0.0123)).isEqualTo("1.23 %");
        assertThat(Words.percent(1)).isEqualTo("100 %");
        assertThat(Words.millis(999)).isEqualTo("999 ms");
        assertThat(Words.millis(2_400)).isEqualTo("2.4 s");
        assertThat(Words.utc(java.time.Instant.parse("2026-11-30T14:32:10Z"))).isEqualTo("30 Nov 14:32 UTC");
    }
}
