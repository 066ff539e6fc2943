package dev.aks4j.tests.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Finds public declarations without a Javadoc sentence. The compiler's own check ({@code -Xdoclint:missing}) would also
 * ask for a tag on every parameter and result, which breeds filler; this one asks for the sentence.
 */
final class PublicComments {

    private PublicComments() {}

    /** Returns one line for each public type, method and constant in the sources that has no comment. */
    static List<String> missing(Collection<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, problem -> {}, null, null, files.getJavaFileObjectsFromPaths(sources));
            Finder finder = new Finder(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                finder.scan(unit, null);
            }
            return finder.missing;
        }
    }

    private static final class Finder extends TreePathScanner<Void, Void> {
        private final DocTrees comments;
        private final List<String> missing = new ArrayList<>();

        private Finder(DocTrees comments) {
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (!visible(type.getModifiers())) {
                return null;
            }
            check(type.getSimpleName().toString());
            return super.visitClass(type, null);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean compactConstructor = method.getReturnType() == null && isIn(Tree.Kind.RECORD);
            if (visible(method.getModifiers()) && !overrides && !compactConstructor) {
                check(method.getName().toString());
            }
            return null;
        }

        @Override
        public Void visitVariable(VariableTree field, Void unused) {
            if (visible(field.getModifiers())
                    && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() != Tree.Kind.RECORD) {
                check(field.getName().toString());
            }
            return null;
        }

        private boolean visible(ModifiersTree modifiers) {
            boolean inInterface = isIn(Tree.Kind.INTERFACE) || isIn(Tree.Kind.ANNOTATION_TYPE);
            boolean hidden = modifiers.getFlags().contains(Modifier.PRIVATE);
            return (inInterface && !hidden)
                    || modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED);
        }

        private boolean isIn(Tree.Kind kind) {
            TreePath parent = getCurrentPath().getParentPath();
            return parent != null && parent.getLeaf().getKind() == kind;
        }

        private void check(String name) {
            DocCommentTree comment = comments.getDocCommentTree(getCurrentPath());
            if (comment == null || comment.getFirstSentence().isEmpty()) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long line = unit.getLineMap()
                        .getLineNumber(comments.getSourcePositions()
                                .getStartPosition(unit, getCurrentPath().getLeaf()));
                missing.add(unit.getSourceFile().getName() + ":" + line + " " + name);
            }
        }
    }
}
