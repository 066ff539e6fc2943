package dev.aks4j.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.aks4j.tests.architecture.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The glossary names what exists, and every public package. */
class GlossaryTest {

    private static final Path PAGE = Path.of("../docs/glossary.md");

    private static List<String> rows(String heading) throws IOException {
        String page = Files.readString(PAGE);
        String part = page.substring(page.indexOf("## " + heading) + 3);
        return part.substring(0, part.contains("\n## ") ? part.indexOf("\n## ") : part.length())
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word") && !line.startsWith("| package"))
                .toList();
    }

    private static Set<String> names(String text) {
        return Pattern.compile("`([\\w.]+)`")
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyWordNamesTypesThatExist() throws IOException {
        Set<String> types =
                Product.classes().stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        List<String> rows = rows("Words");
        assertThat(rows).hasSizeGreaterThan(20);
        for (String row : rows) {
            String where = row.split("\\|")[3];
            assertThat(names(where)).as(row).isNotEmpty().isSubsetOf(types);
        }
    }

    @Test
    void everyPublicPackageIsThereAndNoOther() throws IOException {
        Set<String> packages = Product.classes().stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getPackageName)
                .filter(
                        name -> name.matches(
                                "dev[.]aks4j[.](core|network|storage|identity|ledger|spring|temporal|testkit|simulated)([.].*)?"))
                .filter(name -> !(name + ".").contains(".internal."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = rows("Public packages").stream()
                .flatMap(row -> names(row.split("\\|")[1]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(packages);
    }

    @Test
    void everyFileOfAWayExists() throws IOException {
        List<String> files = Pattern.compile("\\]\\((\\.\\./[^)]+)\\)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files).hasSizeGreaterThan(8).allMatch(file -> Files.exists(PAGE.resolveSibling(file)));
    }
}
