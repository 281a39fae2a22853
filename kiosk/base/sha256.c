// SPDX-License-Identifier: Apache-2.0
#include "sha256.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define BLOCK 64

static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
/* Fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

/* SSE4.1 and the SHA extensions: leaf 1 ECX bit 19, leaf 7 EBX bit 29. */
static bool
has_instructions(void)
{
    unsigned a, b, c, d;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & (1u << 19)) &&
           __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1u << 29));
}

static __m128i
load(const void *at)
{
    return _mm_loadu_si128(at);
}

/* Four words of the schedule from the sixteen before them. */
__attribute__((target("sha,sse4.1"), always_inline)) static inline __m128i
next_words(const __m128i *words, int i)
{
    __m128i sum = _mm_sha256msg1_epu32(words[i & 3], words[(i + 1) & 3]);
    sum = _mm_add_epi32(sum, _mm_alignr_epi8(words[(i + 3) & 3], words[(i + 2) & 3], 4));
    return _mm_sha256msg2_epu32(sum, words[(i + 3) & 3]);
}

/* The instructions want the state as two registers, ABEF and CDGH. */
__attribute__((target("sha,sse4.1"))) static void
take_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i low = _mm_shuffle_epi32(load(state), 0xb1);
    __m128i high = _mm_shuffle_epi32(load(state + 4), 0x1b);
    __m128i abef = _mm_alignr_epi8(low, high, 8);
    __m128i cdgh = _mm_blend_epi16(high, low, 0xf0);
    for (; blocks > 0; blocks--, bytes += BLOCK) {
        __m128i abef_before = abef, cdgh_before = cdgh, words[4];
        for (int i = 0; i < 16; i++) {
            words[i & 3] = i < 4 ? _mm_shuffle_epi8(load(bytes + 16 * i), swap)
                                 : next_words(words, i);
            __m128i sum = _mm_add_epi32(words[i & 3], load(constants + 4 * i));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1b);
    high = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

static void
hash_by_instructions(const uint8_t *bytes, size_t size, uint8_t hash_out[SHA256_SIZE])
{
    uint32_t state[8];
    uint8_t last[2 * BLOCK] = {0};
    size_t whole = size / BLOCK, rest = size % BLOCK;
    size_t last_blocks = rest + 9 <= BLOCK ? 1 : 2; // 0x80 and eight bytes of length
    uint64_t bits = (uint64_t)size * 8;
    memcpy(state, start, sizeof state);
    take_blocks(state, bytes, whole);
    if (rest > 0)
        memcpy(last, bytes + whole * BLOCK, rest);
    last[rest] = 0x80;
    for (size_t i = 0; i < 8; i++)
        last[last_blocks * BLOCK - 1 - i] = (uint8_t)(bits >> (8 * i));
    take_blocks(state, last, last_blocks);
    for (size_t i = 0; i < SHA256_SIZE; i++)
        hash_out[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
    sodium_memzero(last, sizeof last);
}
#endif

void
sha256_bytes(const void *bytes, size_t size, uint8_t hash_out[SHA256_SIZE])
{
#if defined(__x86_64__)
    static int known; // 0: not asked yet, 1: no, 2: yes; two threads find the same
    int has = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (has == 0) {
        has = has_instructions() ? 2 : 1;
        __atomic_store_n(&known, has, __ATOMIC_RELAXED);
    }
    if (has == 2) {
        hash_by_instructions(bytes, size, hash_out);
        return;
    }
#endif
    crypto_hash_sha256(hash_out, bytes, size);
}

void
sha256_hex(const void *bytes, size_t size, char hex_out[SHA256_HEX_SIZE])
{
    uint8_t hash[SHA256_SIZE];
    sha256_bytes(bytes, size, hash);
    sodium_bin2hex(hex_out, SHA256_HEX_SIZE, hash, sizeof hash);
}
