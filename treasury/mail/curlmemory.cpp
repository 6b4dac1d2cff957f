#include "curlmemory.h"

#include <secret/securebuffer.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <curl/curl.h>
#include <malloc.h>
#include <mutex>

namespace peraku::mail {

namespace {

void release(void* memory)
{
    if (memory)
        secret::wipe(memory, malloc_usable_size(memory));
    std::free(memory);
}

void* resize(void* memory, size_t size)
{
    void* grown = std::malloc(size);
    if (grown && memory) {
        std::memcpy(grown, memory, std::min(size, malloc_usable_size(memory)));
        release(memory);
    }
    return grown;
}

char* duplicate(const char* text)
{
    const auto size = std::strlen(text) + 1;
    auto* copy = static_cast<char*>(std::malloc(size));
    if (copy)
        std::memcpy(copy, text, size);
    return copy;
}

} // namespace

void startCurl()
{
    static std::once_flag once;
    std::call_once(once, [] {
        curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, release, resize, duplicate, std::calloc);
    });
}

} // namespace peraku::mail
