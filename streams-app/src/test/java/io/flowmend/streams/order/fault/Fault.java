/* Licensed under Apache-2.0. */
package io.flowmend.streams.order.fault;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;

/**
 * One wrong call in one method of the core.
 *
 * @param story what it is, as somebody would have got it wrong
 * @param type name of the class, without the package that is loaded anew
 * @param method its name; a lambda in it counts as part of it
 */
public record Fault(String story, String type, String method, Change change) {

    /** What is done to the calls of the method. */
    public sealed interface Change {

        String call();

        /** Another method of the same shape is called. */
        record Swap(String call, String instead) implements Change {}

        /** The method is not called; what it would have returned is its receiver, if that fits, or false, 0, null. */
        record Drop(String call) implements Change {}

        /** The method is called, and its answer taken for true. */
        record Insist(String call) implements Change {}

        /** The method's answer is turned round. */
        record Negate(String call) implements Change {}
    }

    @Override
    public String toString() {
        return type + "." + method + ": " + story;
    }

    byte[] putInto(byte[] original, ClassLoader loader) {
        var found = new boolean[1];
        var classFile = ClassFile.of(ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        var changed = classFile.transformClass(
                classFile.parse(original),
                ClassTransform.transformingMethodBodies(
                        model -> isPart(model.methodName().stringValue()), (code, element) -> {
                            if (element instanceof InvokeInstruction call
                                    && call.name().equalsString(change.call())) {
                                found[0] = true;
                                put(code, call);
                            } else {
                                code.with(element);
                            }
                        }));
        if (!found[0]) {
            throw new IllegalStateException("no such call: " + this);
        }
        return changed;
    }

    private boolean isPart(String name) {
        return name.equals(method) || name.startsWith("lambda$" + method + "$");
    }

    private void put(CodeBuilder code, InvokeInstruction call) {
        switch (change) {
            case Change.Swap(var _, var instead) ->
                code.invoke(call.opcode(), call.owner().asSymbol(), instead, call.typeSymbol(), call.isInterface());
            case Change.Drop _ -> drop(code, call);
            case Change.Insist _ -> code.with((CodeElement) call).pop().iconst_1();
            case Change.Negate _ -> code.with((CodeElement) call).iconst_1().ixor();
        }
    }

    private static void drop(CodeBuilder code, InvokeInstruction call) {
        var type = call.typeSymbol();
        for (var i = type.parameterCount() - 1; i >= 0; i--) {
            pop(code, type.parameterType(i));
        }
        var isStatic = call.opcode() == Opcode.INVOKESTATIC;
        if (!isStatic && call.owner().asSymbol().equals(type.returnType())) {
            return;
        }
        if (!isStatic) {
            code.pop();
        }
        switch (TypeKind.from(type.returnType())) {
            case VOID -> {}
            case LONG -> code.lconst_0();
            case DOUBLE -> code.dconst_0();
            case FLOAT -> code.fconst_0();
            case REFERENCE -> code.aconst_null();
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.iconst_0();
        }
    }

    private static void pop(CodeBuilder code, ClassDesc type) {
        if (TypeKind.from(type).slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }
}
