#include "control.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace peraku::shim {

namespace {

std::string contents(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

Control::Control()
{
    const char* folder = std::getenv("PERAKU_SHIM_DIR");
    m_folder = folder ? folder : ".";
}

void Control::refresh()
{
    const auto text = contents(path("plan"));
    if (text == m_text)
        return;
    m_text = text;
    m_plan = {};
    m_counts.clear();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string verb;
        std::string first;
        words >> verb >> first;
        if (verb == "out")
            m_plan.out.insert(first);
        m_plan.poll = m_plan.poll || verb == "poll";
        m_plan.blank = m_plan.blank || verb == "blank";
        m_plan.pinPad = m_plan.pinPad || verb == "pinpad";
        m_plan.noPkcs1 = m_plan.noPkcs1 || verb == "nopkcs1";
        m_plan.leak = m_plan.leak || verb == "leak";
        if (verb == "tries")
            m_plan.tries = std::stoi(first);
        if (verb == "flags")
            m_plan.flags = std::stoul(first, nullptr, 16);
        if (verb == "slow")
            words >> m_plan.slowMs[first];
        Order order;
        if (verb == "fail") {
            words >> std::hex >> order.code >> std::dec >> order.nth;
            m_plan.orders.emplace(first, order);
        } else if (verb == "hang" || verb == "crash" || verb == "pull") {
            order.fault = verb == "hang" ? Fault::Hang : verb == "crash" ? Fault::Crash : Fault::Pull;
            words >> order.nth;
            m_plan.orders.emplace(first, order);
        }
    }
}

Control::Plan Control::plan()
{
    const std::lock_guard lock(m_mutex);
    refresh();
    return m_plan;
}

std::optional<Control::Order> Control::due(const std::string& call)
{
    const auto told = plan();
    if (const auto slow = told.slowMs.find(call); slow != told.slowMs.end())
        std::this_thread::sleep_for(std::chrono::milliseconds(slow->second));
    const std::lock_guard lock(m_mutex);
    const int count = ++m_counts[call];
    const auto [from, to] = m_plan.orders.equal_range(call);
    for (auto it = from; it != to; ++it) {
        if (it->second.nth == 0 || it->second.nth == count)
            return it->second;
    }
    return {};
}

void Control::pull()
{
    const std::lock_guard lock(m_mutex);
    m_plan.out.insert("*");
}

int Control::tries(const std::string& serial)
{
    const auto text = contents(path("tries." + serial));
    return text.empty() ? plan().tries : std::atoi(text.c_str());
}

void Control::setTries(const std::string& serial, int left)
{
    std::ofstream(path("tries." + serial)) << left;
}

std::optional<std::string> Control::typed(int before) const
{
    std::ifstream file(path("pad"));
    if (!file)
        return {};
    std::string text;
    while (before-- >= 0)
        file >> text;
    return text;
}

void Control::log(const std::string& line)
{
    const std::lock_guard lock(m_mutex);
    std::ofstream(path("log"), std::ios::app) << line << '\n';
}

} // namespace peraku::shim
