package dev.aks4j.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.ref.SoftReference;

/** The compiled classes of all modules, without tests. They are read once for all that look at them. Thread-safe. */
public final class Product {

    private static SoftReference<JavaClasses> classes = new SoftReference<>(null);

    private Product() {}

    /** Returns the classes. Keep them no longer than a test lasts: they take much memory. */
    public static synchronized JavaClasses classes() {
        JavaClasses known = classes.get();
        if (known == null) {
            known = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.aks4j");
            classes = new SoftReference<>(known);
        }
        return known;
    }
}
