// A function for the hot loops: compiled for the machine that every program must run on and once more for AVX2 and for
// AVX-512, the one that fits chosen when the program starts. All do the same operations in the same order (no fused multiply-add),
// so the numbers do not depend on the machine.
#pragma once

#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define FWQ_VECTORIZED __attribute__((target_clones("default", "avx2", "arch=x86-64-v4")))
#else
#define FWQ_VECTORIZED
#endif
