package dev.quartermaster.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.quartermaster.telemetry.ScheduledJob;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.Test;

class JobListTest {

    /** Where nothing is scheduled, as on AWS Lambda, a rule asks for it by its name. */
    @Test
    void whatIsScheduledHasAName() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredInClassesThat()
                .areAssignableTo(ScheduledJob.class)
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.quartermaster"));
    }
}
